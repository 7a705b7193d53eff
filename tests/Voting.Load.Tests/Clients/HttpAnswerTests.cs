using System.Text;
using Voting.Load.Clients;

namespace Voting.Load.Tests.Clients;

public sealed class HttpAnswerTests
{
    private const string WithLength = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello";
    private const string Chunked = "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

    [Theory]
    [InlineData(WithLength)]
    [InlineData(Chunked)]
    public void An_answer_is_read_whole(string answer)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);

        Assert.Equal(bytes.Length, HttpAnswer.TryRead(bytes, out var status, out var body));
        Assert.Equal(202, status);
        Assert.Equal("hello", Encoding.ASCII.GetString(body));
    }

    [Theory]
    [InlineData(WithLength)]
    [InlineData(Chunked)]
    public void An_answer_in_pieces_is_complete_only_with_its_last_byte(string answer)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(0, HttpAnswer.TryRead(bytes.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void A_refusal_is_told_from_a_receipt()
    {
        HttpAnswer.TryRead("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8, out var status, out _);

        Assert.Equal(503, status);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/1.1 202 Accepted\r\nContent-Type: text/plain\r\n\r\n")]
    public void What_is_no_answer_is_refused(string answer)
        => Assert.Throws<InvalidDataException>(() => HttpAnswer.TryRead(Encoding.ASCII.GetBytes(answer), out _, out _));
}
