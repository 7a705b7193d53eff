using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Voting.Load.Bench;

/// <summary>
/// The limit of every intake on this machine: Kestrel that reads the body and answers 202 with a receipt's worth of bytes.
/// Runs in a process of its own (<c>Voting.Load bare-post</c>), as the API does.
/// </summary>
internal static class BarePost
{
    public const string Command = "bare-post";

    private static readonly byte[] _receipt =
        """{"ballot":"0199c2f4-0000-7000-8000-000000000000","poll":"pets","position":"1764000000000-0","status":"accepted"}"""u8.ToArray();

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/ready")
        {
            return;
        }

        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = _receipt.Length;
        await http.Response.BodyWriter.WriteAsync(_receipt, http.RequestAborted);
    }
}
