using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Voters;

namespace Voting.Frontend.Ballots;

/// <summary>The receipt: what became of a ballot, for anyone who has its address; what it said, only for the voter who cast it.</summary>
internal static class ReceiptPages
{
    public static async Task<IResult> ShowAsync(
        string poll, Guid ballot, HttpContext context, VotingApiClient api, VoterCookie voters, BallotCookie ballots, CancellationToken ct)
    {
        var mine = voters.Find(context) is { } voter && ballots.Find(context, poll, voter) is { } cast && cast.Ballot == ballot ? cast : null;
        var asked = api.GetBallotAsync(poll, ballot, ct);
        var definition = await api.GetPollAsync(poll, ct);
        var outcome = await asked;

        if (outcome.Value is null && mine is null)
            return Page.Unavailable(context, outcome.Refusal!);

        return Page.Show<BallotReceipt>(
            context,
            StatusCodes.Status200OK,
            (nameof(BallotReceipt.View), new ReceiptView(poll, ballot, definition.Value, outcome.Value, mine)));
    }
}

/// <param name="Poll">The poll, where Api could be asked.</param>
/// <param name="Outcome">What Api says of the ballot; null where it could not be asked.</param>
/// <param name="Mine">The voter's own copy: proof that a 202 was given.</param>
public sealed record ReceiptView(string PollId, Guid Ballot, Poll? Poll, BallotOutcome? Outcome, CastBallot? Mine)
{
    public string Status => Outcome?.Status ?? "accepted";

    /// <summary>The end of the ballot's id, short enough to read out.</summary>
    public string Handle => Ballot.ToString("N")[^8..].ToUpperInvariant().Insert(4, "-");
}
