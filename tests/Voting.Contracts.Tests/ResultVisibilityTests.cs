using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class ResultVisibilityTests
{
    private static readonly string[] _states = [PollState.Draft, PollState.Scheduled, PollState.Open, PollState.Closed, PollState.Final];

    [Theory]
    [InlineData(ResultVisibility.Live, "draft scheduled open closed final", "draft scheduled open closed final")]
    [InlineData(ResultVisibility.AfterVote, "closed final", "draft scheduled open closed final")]
    [InlineData(ResultVisibility.AfterClose, "final", "final")]
    [InlineData(ResultVisibility.HostOnly, "", "")]
    public void Who_sees_results_is_decided_by_the_poll_its_state_and_a_vote(ResultVisibility visibility, string everyone, string voted)
    {
        foreach (var state in _states)
        {
            Assert.Equal(everyone.Split(' ').Contains(state), visibility.Shows(state, hasVoted: false, isHost: false));
            Assert.Equal(voted.Split(' ').Contains(state), visibility.Shows(state, hasVoted: true, isHost: false));
        }
    }

    [Fact]
    public void The_host_sees_all_of_them()
        => Assert.All(Enum.GetValues<ResultVisibility>(), visibility => Assert.All(_states, state => Assert.True(visibility.Shows(state, hasVoted: false, isHost: true))));

    [Fact]
    public void A_visibility_that_there_is_not_shows_nothing()
        => Assert.Throws<ArgumentOutOfRangeException>(() => ((ResultVisibility)9).Shows(PollState.Final, hasVoted: true, isHost: false));
}
