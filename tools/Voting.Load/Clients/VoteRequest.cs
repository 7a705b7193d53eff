using System.Globalization;
using System.Text;

namespace Voting.Load.Clients;

/// <summary>The POST of one vote as bytes, in which only fixed-length parts change: voter, choice (<c>cats</c> or <c>dogs</c>), idempotency key.</summary>
internal sealed class VoteRequest
{
    private const int NumberLength = 12;
    private static readonly byte[][] _choices = [.. new[] { "cats", "dogs" }.Select(Encoding.ASCII.GetBytes)];

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private readonly byte[] _template;
    private readonly int _voter;
    private readonly int _choice;
    private readonly int _key;

    /// <param name="withKey">Whether an Idempotency-Key is sent.</param>
    public VoteRequest(string poll, bool withKey)
    {
        var number = new string('0', NumberLength);
        // 24 characters: a run's own half, so that two runs share no voter, and a number.
        var body = $$"""{"voter":"{{_run}}{{number}}","choices":["cats"]}""";
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/polls/{poll}/ballots HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        var key = withKey ? $"Idempotency-Key: {number}\r\n" : "";
        var text = $"{head}{key}\r\n{body}";
        _template = Encoding.ASCII.GetBytes(text);
        _voter = text.IndexOf("\",\"choices\"", StringComparison.Ordinal) - NumberLength;
        _choice = text.LastIndexOf("cats", StringComparison.Ordinal);
        _key = withKey ? head.Length + key.IndexOf('0', StringComparison.Ordinal) : -1;
    }

    /// <summary>The voter of that number, as the request names it.</summary>
    public string Voter(int number) => string.Create(CultureInfo.InvariantCulture, $"{_run}{number:D12}");

    /// <summary>Writes the request and returns its length.</summary>
    public int Write(Span<byte> request, int voter, int choice, int key = 0)
    {
        _template.CopyTo(request);
        WriteNumber(request.Slice(_voter, NumberLength), voter);
        _choices[choice].CopyTo(request[_choice..]);
        if (_key >= 0)
        {
            WriteNumber(request.Slice(_key, NumberLength), key);
        }

        return _template.Length;
    }

    private static void WriteNumber(Span<byte> digits, int number)
    {
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10)
        {
            digits[i] = (byte)('0' + (number % 10));
        }
    }
}
