using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Voters;
using Voting.Web;

namespace Voting.Frontend.Ballots;

/// <summary>The receipt: where a ballot stands, for anyone who has its address; what it said, only for the voter who cast it.</summary>
internal static class ReceiptPages
{
    public static async Task<IResult> ShowAsync(
        string poll, Guid ballot, HttpContext context, VotingApiClient api, VoterCookies voters, BallotCookies ballots, CancellationToken ct)
    {
        var mine = voters.Find(context) is { } voter ? ballots.Find(context, poll, voter, ballot) : null;
        var asked = api.GetBallotAsync(poll, ballot, ct);
        var definition = await api.GetPollAsync(poll, ct);
        var status = await asked;

        if (status.Value is null && mine is null)
        {
            return BallotPages.Unavailable(context, status.Error!);
        }

        return Page.Show<ReceiptPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(ReceiptPage.View), new ReceiptView(poll, ballot, definition.Value, status.Value, mine)));
    }
}

/// <param name="Poll">The poll, where the API could be asked.</param>
/// <param name="BallotStatus">Where the ballot stands; null where it could not be asked.</param>
/// <param name="Mine">The voter's own copy: proof that a 202 was given.</param>
public sealed record ReceiptView(string PollId, Guid Ballot, Poll? Poll, BallotStatus? BallotStatus, CurrentBallot? Mine)
{
    public string Status => BallotStatus?.Status ?? "accepted";

    /// <summary>The end of the ballot's id, short enough to read out.</summary>
    public string Handle => Ballot.ToString("N")[^8..].ToUpperInvariant().Insert(4, "-");
}
