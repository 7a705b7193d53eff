using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Http;
using Voting.Contracts.Errors;

namespace Voting.Api.Codes;

/// <summary>What is refused about voting codes.</summary>
internal static class CodeErrors
{
    public static ValidationProblem Mistyped() => Of(ErrorCode.CodeMistyped, "This is no voting code: a character is wrong or missing. Please compare it with the code that you were given.");

    public static ValidationProblem Required() => Of(ErrorCode.CodeRequired, "This poll is open to who has a voting code. Enter the code that you were given.");

    public static ValidationProblem NotTaken() => Of(ErrorCode.InvalidBallot, "This poll takes no voting codes: anyone who has its link may vote.");

    public static ProblemHttpResult Unknown() => ApiErrors.Problem(StatusCodes.Status403Forbidden, ErrorCode.CodeUnknown, "This poll has no such voting code. Please compare it with the code that you were given.");

    public static ProblemHttpResult Revoked() => ApiErrors.Problem(StatusCodes.Status403Forbidden, ErrorCode.CodeRevoked, "The host has revoked this voting code. Please ask the host for another one.");

    public static ProblemHttpResult AlreadyVoted() => ApiErrors.Conflict(ErrorCode.AlreadyVoted, "This voting code was used already. In this poll the first vote counts and stays.");

    public static ProblemHttpResult WithoutCodes() => ApiErrors.Conflict(ErrorCode.PollWithoutCodes, "This poll has no voting codes: anyone who has its link may vote.");

    public static ProblemHttpResult KeyMissing()
        => ApiErrors.Problem(StatusCodes.Status503ServiceUnavailable, ErrorCode.VoterKeyMissing, "The key by which this poll tells its voters apart is not configured here.");

    private static ValidationProblem Of(string code, string problem)
        => ApiErrors.Invalid(code, new Dictionary<string, string[]>(StringComparer.Ordinal) { ["code"] = [problem] });
}
