namespace Voting.Api.Polls;

/// <summary>What an organiser sends to open or change a poll. What is left out gets the default of its kind.</summary>
/// <param name="Id">Made up where absent.</param>
/// <param name="Options">2 to 100; an option's id is made from its label where absent.</param>
public sealed record PollDraft(
    string? Id,
    string? Question,
    PollKind? Kind,
    IReadOnlyList<OptionDraft>? Options,
    int? MinChoices,
    int? MaxChoices,
    int? MaxScore,
    bool? AllowAbstain,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt);

/// <summary>An option before it has an id.</summary>
public sealed record OptionDraft(string? Id, string? Label);
