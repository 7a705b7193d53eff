namespace Voting.Contracts.Polls;

/// <summary>What a host sends to open or change a poll. What is left out gets the default of its kind.</summary>
/// <param name="Id">Made up where absent.</param>
/// <param name="OpensAt">A time as <c>2026-11-30T23:59:59Z</c>, in whole seconds.</param>
/// <param name="ClosesAt">Likewise.</param>
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
    string? OpensAt = null,
    string? ClosesAt = null);

/// <summary>An option before it has an id.</summary>
public sealed record OptionDraft(string? Id = null, string? Label = null);
