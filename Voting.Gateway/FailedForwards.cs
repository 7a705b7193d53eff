using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace Voting.Gateway;

/// <summary>
/// The answer when a request did not reach its service, or the service gave none: 503 with Retry-After, as a page for readers and as
/// ProblemDetails for programs; 413 for a body that is too large for all of them.
/// </summary>
internal static class FailedForwards
{
    private const int RetryAfterSeconds = 5;
    private const string Away = "This part of the site does not answer at the moment. Votes that were accepted are safe.";

    // Complete in itself: the style sheets come from a service, and one of them is away.
    private const string Page = $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>Not available at the moment</title></head>
        <body><main><h1>Not available at the moment</h1><p>{Away} Please try again in a few seconds.</p><p><a href="">Try again</a></p></main></body>
        </html>
        """;

    public static async Task AnswerAsync(HttpContext context, Func<Task> next)
    {
        await next();
        if (context.Response.HasStarted || context.GetForwarderErrorFeature() is null)
        {
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        switch (context.Response.StatusCode)
        {
            case StatusCodes.Status413PayloadTooLarge:
                await Problem(context, StatusCodes.Status413PayloadTooLarge, ErrorCode.BodyTooLarge, "The body is too large.").ExecuteAsync(context);
                break;
            case >= StatusCodes.Status500InternalServerError:
                context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                await AnswerAway(context).ExecuteAsync(context);
                break;
        }
    }

    private static IResult AnswerAway(HttpContext context) => IsReader(context.Request)
        ? TypedResults.Content(Page, "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable)
        : Problem(context, StatusCodes.Status503ServiceUnavailable, ErrorCode.ServiceUnavailable, Away);

    private static ProblemHttpResult Problem(HttpContext context, int status, string code, string reason) => TypedResults.Problem(
        reason, statusCode: status,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code, ["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier });

    // A browser names HTML when it asks for a page, and a program names something else, or nothing.
    private static bool IsReader(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
