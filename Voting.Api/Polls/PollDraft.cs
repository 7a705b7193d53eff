namespace Voting.Api.Polls;

/// <summary>What an organiser sends to open or change a poll. What is left out gets the default of its kind.</summary>
/// <param name="Id">Made up where absent.</param>
/// <param name="Options">2 to 100; an option's id is made from its label where absent.</param>
public sealed record PollDraft(
    string? Id = null,
    string? Question = null,
    PollKind? Kind = null,
    IReadOnlyList<OptionDraft>? Options = null,
    int? MinChoices = null,
    int? MaxChoices = null,
    int? MaxScore = null,
    bool? AllowAbstain = null,
    DateTimeOffset? OpensAt = null,
    DateTimeOffset? ClosesAt = null);

/// <summary>An option before it has an id.</summary>
public sealed record OptionDraft(string? Id = null, string? Label = null);
