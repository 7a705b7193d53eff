using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Ballots;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Codes;

/// <summary>Revokes voting codes: no vote with them is accepted from the answer on. A ballot that one of them cast before stays.</summary>
internal static class RevokeCodes
{
    public static async Task<Results<Ok<RevokedCodes>, ValidationProblem, ProblemHttpResult>> RevokeAsync(
        string poll, RevokeCodesRequest request, ClaimsPrincipal user, PollWriter polls, PollsDbContext database, VoterKeys keys, CancellationToken ct)
    {
        if ((request.Codes is null) == (request.Batch is null) || request.Codes is { Count: 0 or > AddCodesRequest.Most })
        {
            return ApiErrors.Invalid(ErrorCode.InvalidQuery, new Dictionary<string, string[]>(StringComparer.Ordinal) { ["codes"] = [$"Name 1 to {AddCodesRequest.Most} codes, or a batch."] });
        }

        PollRow row;
        RevokedCodes done;
        string[] good;
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

            if (keys.Find(definition) is not { } key)
            {
                return CodeErrors.KeyMissing();
            }

            // By the hash, each once: what was pasted twice is one code.
            var named = (request.Codes ?? []).GroupBy(typed => VotingCode.Parse(typed) is { } code ? key.HashCode(poll, code) : "", StringComparer.Ordinal).ToList();
            var hashes = named.Select(code => code.Key).ToArray();
            var rows = await database.Codes.AsNoTracking().Where(code => code.Poll == poll && (request.Batch != null ? code.Batch == request.Batch : hashes.Contains(code.Hash))).ToListAsync(ct);
            good = [.. rows.Where(code => !code.Revoked).Select(code => code.Hash)];
            var known = rows.Select(code => code.Hash).ToHashSet(StringComparer.Ordinal);
            done = new(good.Length, rows.Count - good.Length, [.. named.Where(code => !known.Contains(code.Key)).SelectMany(code => code)]);
            if (good.Length > 0)
            {
                row.CodesVersion++;
                await polls.NoteAsync(poll, AuditAction.CodesRevoked, user, $"{(request.Batch is { } batch ? $"batch {batch}: " : "")}{good.Length}", ct);
            }
        }
        while (!await polls.TrySaveAsync(() => database.RevokeCodesAsync(poll, good, ct), ct));

        // Also where nothing was new: the answer of an earlier attempt may have been that Redis was away.
        await polls.PublishAsync(row, ct);
        return TypedResults.Ok(done);
    }
}
