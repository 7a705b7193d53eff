using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

/// <summary>What several actions on polls refuse, in the same words.</summary>
internal static class PollErrors
{
    private const string InTheFuture = "A poll closes in the future.";

    public static ProblemHttpResult Unknown() => ApiErrors.NotFound(ErrorCode.UnknownPoll, "There is no such poll.");

    public static ProblemHttpResult Closed() => ApiErrors.Conflict(ErrorCode.PollClosed, "The poll is closed.");

    public static ProblemHttpResult Draft() => ApiErrors.Conflict(ErrorCode.PollNotOpen, "The poll is a draft: nobody votes in it. Open it or delete it.");

    public static ProblemHttpResult NotDraft() => ApiErrors.Conflict(ErrorCode.PollNotDraft, "The poll was opened: it is a draft no more. Close and archive it.");

    public static ValidationProblem ClosesInThePast()
        => ApiErrors.Invalid(ErrorCode.InvalidPoll, new Dictionary<string, string[]>(StringComparer.Ordinal) { ["closesAt"] = [InTheFuture] });

    /// <summary>Everything that is wrong with a new poll, its closing time included.</summary>
    public static Dictionary<string, string[]> Define(PollDraft draft, DateTimeOffset now, out PollDefinition poll)
    {
        var problems = PollRules.Define(draft, 1, out poll);
        if (poll.ClosesAt <= now)
        {
            problems["closesAt"] = [.. problems.GetValueOrDefault("closesAt", []), InTheFuture];
        }

        return problems;
    }

    /// <summary>Null where <c>If-Match</c> does not keep the action from this version.</summary>
    public static ProblemHttpResult? Precondition(PollRow row, string? ifMatch) => ifMatch is null or "*" || ifMatch == ETag(row.Version)
        ? null
        : ApiErrors.Precondition(ErrorCode.PollChanged, $"The poll was changed meanwhile: its version is {row.Version}.");

    /// <summary>The version as a header carries it.</summary>
    public static string ETag(int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{version}\"");
}
