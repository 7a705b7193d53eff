using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Errors;

namespace Voting.Api.Http;

/// <summary>The answers to what cannot be done: status, <see cref="ErrorCode"/> and the reason in words, as ProblemDetails (RFC 9457).</summary>
internal static class ApiErrors
{
    /// <summary>Name of the member that carries the <see cref="ErrorCode"/>.</summary>
    public const string Code = "code";

    /// <summary>Long enough for a store to come back, short enough for a person to wait.</summary>
    public const int RetryAfterSeconds = 3;

    public static ProblemHttpResult BadRequest(string code, string reason) => Problem(StatusCodes.Status400BadRequest, code, reason);

    public static ProblemHttpResult NotFound(string code, string reason) => Problem(StatusCodes.Status404NotFound, code, reason);

    public static ProblemHttpResult Conflict(string code, string reason) => Problem(StatusCodes.Status409Conflict, code, reason);

    public static ProblemHttpResult Precondition(string code, string reason) => Problem(StatusCodes.Status412PreconditionFailed, code, reason);

    public static ProblemHttpResult Unprocessable(string code, string reason) => Problem(StatusCodes.Status422UnprocessableEntity, code, reason);

    public static ProblemHttpResult TooManyRequests(HttpContext http, string code, string reason, int retryAfterSeconds = RetryAfterSeconds)
        => Later(http, StatusCodes.Status429TooManyRequests, code, reason, retryAfterSeconds);

    public static ProblemHttpResult Unavailable(HttpContext http, string code, string reason)
        => Later(http, StatusCodes.Status503ServiceUnavailable, code, reason, RetryAfterSeconds);

    /// <summary>Faults by member, all at once.</summary>
    public static ValidationProblem Invalid(string code, IDictionary<string, string[]> problems)
        => TypedResults.ValidationProblem(problems, extensions: [new(Code, code)]);

    public static ProblemHttpResult Problem(int status, string code, string reason)
        => TypedResults.Problem(reason, statusCode: status, extensions: [new(Code, code)]);

    /// <summary>Gives what the framework itself refuses a reason and a code.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Detail ??= Reason(problem.Status);
        problem.Extensions.TryAdd(Code, ErrorCode.Of(problem.Status));
    }

    /// <summary>The reason where the framework gives none; null where it gives one.</summary>
    public static string? Reason(int? status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be application/json.",
        StatusCodes.Status500InternalServerError => "Something went wrong here. It is logged under this trace id.",
        _ => null,
    };

    private static ProblemHttpResult Later(HttpContext http, int status, string code, string reason, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem(status, code, reason);
    }
}
