using FsCheck.Xunit;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

/// <summary>What the API lets through and what the worker accepts is the same thing, whatever is sent.</summary>
public sealed class RandomBallotTests
{
    private static readonly string[] _ids = ["cats", "dogs", "eels", "bats", ""];

    [Property(MaxTest = 20_000)]
    public bool Whatever_the_API_lets_through_the_ledger_accepts(PollKind kind, byte min, byte max, byte[] named, int[] scores, bool abstain, bool mixed)
    {
        var poll = Poll(kind, (min % 3) + 1, (max % 3) + 1);
        string[] options = [.. (named ?? []).Take(5).Select(index => _ids[index % _ids.Length])];
        var vote = new CastBallotRequest(
            "voter",
            kind is PollKind.Ranking or PollKind.Score && !mixed ? null : options,
            kind is PollKind.Ranking ? options : null,
            kind is PollKind.Score ? options.Distinct(StringComparer.Ordinal).Zip(scores ?? []).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal) : null,
            abstain);

        return BallotRules.Canonical(poll, vote, out var problem) is { } content
            ? BallotRules.Accepts(poll, content)
            : problem.EndsWith('.');
    }

    [Property(MaxTest = 20_000)]
    public bool What_names_no_option_of_the_poll_is_never_accepted(PollKind kind, string? content)
        => string.IsNullOrEmpty(content) || !BallotRules.Accepts(Poll(kind, 1, 3), $"bats{content}");

    private static PollDefinition Poll(PollKind kind, int min, int max)
    {
        var draft = new PollDraft("pets", "Which?", kind, [new("cats", "Cats"), new("dogs", "Dogs"), new("eels", "Eels")], min, Math.Max(min, max), AllowAbstain: true);
        Assert.Empty(PollRules.Define(draft, 1, out var poll));
        return poll;
    }
}
