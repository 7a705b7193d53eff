using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Polls.Opening;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Lifecycle;

/// <summary>Makes a draft of everything that a poll is, but for its id, its times, its voters and its keys.</summary>
internal static class DuplicatePoll
{
    public static async Task<Results<Created<Poll>, ProblemHttpResult>> DuplicateAsync(string poll, ClaimsPrincipal user, PollWriter polls, CancellationToken ct)
    {
        PollRow draft;
        string hostKey;
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } source)
            {
                return PollErrors.Unknown();
            }

            var definition = PollJson.Read(source.Definition) with { Id = PollRules.NewId(), OpensAt = null, ClosesAt = null, Version = 1, VoterKey = null };
            draft = CreatePoll.Row(definition, isDraft: true, out hostKey);
            polls.Add(draft);
            await polls.NoteAsync(draft.Id, AuditAction.Drafted, user, $"version 1, a duplicate of {poll}", ct);
            await polls.NoteAsync(poll, AuditAction.Duplicated, user, $"as {draft.Id}", ct);
        }
        while (!await polls.TrySaveAsync(ct));

        return TypedResults.Created($"/api/v1/polls/{draft.Id}", draft.Show(polls.Now) with { HostKey = hostKey });
    }
}
