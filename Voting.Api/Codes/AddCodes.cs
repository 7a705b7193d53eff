using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Ballots;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Codes;

/// <summary>Makes voting codes, before or after the poll opens, and shows them once.</summary>
internal static class AddCodes
{
    public static async Task<Results<Ok<NewCodes>, FileContentHttpResult, ValidationProblem, ProblemHttpResult>> AddAsync(
        string poll, AddCodesRequest request, string? format, ClaimsPrincipal user, PollWriter polls, PollsDbContext database, VoterKeys keys,
        ILoggerFactory loggers, CancellationToken ct)
    {
        if (request.Count is not (>= 1 and <= AddCodesRequest.Most))
        {
            return Invalid("count", $"count is 1 to {AddCodesRequest.Most}.");
        }

        if (format is not (null or "json" or "csv"))
        {
            return Invalid("format", "format is json or csv.");
        }

        string[] codes = [.. Enumerable.Range(0, request.Count.Value).Select(_ => VotingCode.Create()).Distinct(StringComparer.Ordinal)];
        PollRow row;
        string[] hashes;
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } found)
            {
                return PollErrors.Unknown();
            }

            row = found;
            var definition = PollJson.Read(row.Definition);
            if (definition.Admits is not VoterAdmission.Codes)
            {
                return CodeErrors.WithoutCodes();
            }

            if (row.IsClosed(polls.Now))
            {
                return PollErrors.Closed();
            }

            if (row.IsDraft && definition.VoterKey is null)
            {
                // Its codes are hashed under it, so a draft with codes keeps the key of the day on which they were made.
                definition = definition with { VoterKey = keys.Current.Fingerprint };
                row.Definition = PollJson.Write(definition);
            }

            if (keys.Find(definition) is not { } key)
            {
                return CodeErrors.KeyMissing();
            }

            row.CodesVersion++;
            hashes = [.. codes.Select(code => key.HashCode(poll, code))];
            await polls.NoteAsync(poll, AuditAction.CodesAdded, user, $"batch {row.CodesVersion}: {codes.Length}", ct);
        }
        while (!await polls.TrySaveAsync(() => database.AddCodesAsync(poll, hashes, row.CodesVersion, ct), ct));

        var batch = row.CodesVersion;
        try
        {
            await polls.PublishAsync(row, ct);
        }
        catch (Exception exception) when (StoreExceptionHandler.IsOutage(exception))
        {
            // They are kept, and would be lost with another answer: the outbox publishes them as soon as it can.
            Log.OutboxInterrupted(loggers.CreateLogger(nameof(AddCodes)), exception.Message);
        }

        string[] written = [.. codes.Select(VotingCode.Written)];
        return format == "csv"
            ? TypedResults.File(Encoding.UTF8.GetBytes($"code\n{string.Join('\n', written)}\n"), "text/csv; charset=utf-8", $"{poll}-codes-{batch}.csv")
            : TypedResults.Ok(new NewCodes(batch, written));
    }

    private static ValidationProblem Invalid(string member, string problem)
        => ApiErrors.Invalid(ErrorCode.InvalidQuery, new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [problem] });
}
