using Voting.Api.Streams;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Api.Ballots;

/// <summary>The secret that is one voter of a poll: the client's own, or the voting code.</summary>
internal static class BallotVoter
{
    /// <summary>The secret; null, and why not, where the vote has not what this poll asks for.</summary>
    public static string? Of(PollDefinition poll, CastBallotRequest vote, out AppendOutcome refused)
    {
        refused = (poll.Admits, vote.Code) switch
        {
            (VoterAdmission.Codes, null) => AppendOutcome.CodeRequired,
            (VoterAdmission.Codes, _) => AppendOutcome.CodeMistyped,
            (_, null) => AppendOutcome.VoterRequired,
            _ => AppendOutcome.CodeNotTaken,
        };
        return poll.Admits is VoterAdmission.Codes ? VotingCode.Parse(vote.Code) : vote.Code is null ? vote.Voter : null;
    }
}
