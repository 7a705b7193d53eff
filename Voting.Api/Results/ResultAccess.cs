using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;
using Voting.Api.Streams;
using Voting.Contracts.Polls;

namespace Voting.Api.Results;

/// <summary>What the rule of who sees results (<see cref="ResultVisibilityRules"/>) has to know.</summary>
internal sealed class ResultAccess(PollsDbContext database, PollCache cache, VoteStream stream)
{
    /// <summary>
    /// What the poll says to its voters. Its own row is asked first, which is in the store that has the results anyway; where that has a version
    /// that is not published, which may yet be refused because the poll has opened, what is published holds.
    /// </summary>
    public async Task<ResultVisibility> OfAsync(string poll, CancellationToken ct)
        => await database.Polls.Where(row => row.Id == poll && row.PublishedVersion == row.Version).Select(row => row.Definition).FirstOrDefaultAsync(ct) is { } definition
            ? PollJson.Read(definition).ShownTo
            : (await cache.RefreshAsync(poll))?.ShownTo ?? ResultVisibility.Live;

    /// <summary>Whether a ballot was accepted in this poll. Its id is known to who cast it, and cannot be guessed.</summary>
    public async Task<bool> HasVotedAsync(string poll, Guid ballot, CancellationToken ct)
        => await database.Receipts.AnyAsync(receipt => receipt.Ballot == ballot && receipt.Poll == poll && receipt.Status != "rejected", ct)
            || await stream.HasAcceptedAsync(poll, ballot);

    /// <summary>Why results are hidden, in words for who asked.</summary>
    public static string Reason(ResultVisibility visibility) => visibility switch
    {
        ResultVisibility.AfterVote => "The result is shown to who has voted, and to everyone after the poll has closed.",
        ResultVisibility.AfterClose => "The host shows the result after the poll has closed.",
        _ => "The host shows the result to nobody.",
    };
}
