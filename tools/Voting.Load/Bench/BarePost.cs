using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Voting.Load.Bench;

/// <summary>
/// The limits of every intake on this machine, each in a process of its own, as the API is: <c>bare-post</c> is Kestrel that
/// reads the body and answers 202 with a receipt's worth of bytes; <c>bare-post minimal</c> is the framework with a route,
/// the vote read from JSON and the receipt written as JSON, and nothing behind it.
/// </summary>
internal static class BarePost
{
    public const string Command = "bare-post";
    public const string Minimal = "minimal";

    private static readonly Receipt _receipt = new(Guid.Empty, "pets", "1764000000000-0", "accepted");

    private static readonly byte[] _bytes =
        """{"ballot":"00000000-0000-0000-0000-000000000000","poll":"pets","position":"1764000000000-0","status":"accepted"}"""u8.ToArray();

    public static async Task RunAsync(bool minimal)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        if (minimal)
        {
            app.MapGet("/ready", () => "");
            app.MapPost("/api/v1/polls/{poll}/ballots", (string poll, Vote vote) => TypedResults.Accepted($"/{poll}/{vote.Voter}", _receipt));
        }
        else
        {
            app.Run(AnswerAsync);
        }

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
        http.Response.ContentLength = _bytes.Length;
        await http.Response.BodyWriter.WriteAsync(_bytes, http.RequestAborted);
    }

    private sealed record Vote(string Voter, IReadOnlyList<string> Choices);

    private sealed record Receipt(Guid Ballot, string Poll, string Position, string Status);
}
