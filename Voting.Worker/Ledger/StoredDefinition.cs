using Voting.Contracts.Polls;

namespace Voting.Worker.Ledger;

/// <summary>A poll's definition as the ledger keeps it: exactly the members of <see cref="PollDefinition"/>, so that whatever else an entry carried never reaches the views.</summary>
internal static class StoredDefinition
{
    /// <summary>The definition without the voter key's fingerprint, and with times that every reader can hold.</summary>
    public static string Json(PollDefinition poll)
        => PollJson.Write(poll with { VoterKey = null, OpensAt = Kept(poll.OpensAt), ClosesAt = Kept(poll.ClosesAt) });

    // An entry of an older API, or a forged one, may have other times than the API gives out. The time is only shown, the close marker
    // is what closes, so a poll with such a time is kept and says none.
    private static DateTimeOffset? Kept(DateTimeOffset? time)
        => time?.ToUniversalTime() is { } kept && kept >= PollTime.First && kept <= PollTime.Last ? PollTime.Second(kept) : null;
}
