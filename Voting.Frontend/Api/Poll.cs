namespace Voting.Frontend.Api;

/// <summary>A poll as wire 1 shows it.</summary>
public sealed record Poll(
    string Id,
    string Question,
    string Kind,
    IReadOnlyList<PollOption> Options,
    int? MinChoices,
    int? MaxChoices,
    int? MaxScore,
    bool AllowAbstain,
    string State,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt)
{
    public bool IsOpen => State is "open";

    public bool IsScheduled => State is "scheduled";
}

public sealed record PollOption(string Id, string Label);
