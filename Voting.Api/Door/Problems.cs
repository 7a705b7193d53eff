using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Voting.Api.Door;

/// <summary>The answers to what cannot be done, with the reason.</summary>
internal static class Problems
{
    /// <summary>Long enough for a store to come back, short enough for a person to wait.</summary>
    public const int RetryAfterSeconds = 3;

    public static ProblemHttpResult BadRequest(string reason) => Problem(StatusCodes.Status400BadRequest, reason);

    public static ProblemHttpResult NotFound(string reason) => Problem(StatusCodes.Status404NotFound, reason);

    public static ProblemHttpResult Conflict(string reason) => Problem(StatusCodes.Status409Conflict, reason);

    public static ProblemHttpResult Unprocessable(string reason) => Problem(StatusCodes.Status422UnprocessableEntity, reason);

    public static ProblemHttpResult TooManyRequests(string reason) => Problem(StatusCodes.Status429TooManyRequests, reason);

    public static ProblemHttpResult Unavailable(HttpContext http, string reason)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status503ServiceUnavailable, reason);
    }

    /// <summary>The reason where the framework itself refuses, and gives none; null where it gives one.</summary>
    public static string? Reason(int? status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be application/json.",
        StatusCodes.Status500InternalServerError => "Something went wrong here. It is logged under this trace id.",
        _ => null,
    };

    private static ProblemHttpResult Problem(int status, string reason) => TypedResults.Problem(reason, statusCode: status);
}
