namespace Voting.Frontend.Links;

/// <summary>Public addresses of the other sites; without one, the pages show no link to it.</summary>
internal sealed class LinkOptions
{
    public const string Section = "Links";

    public Uri? Results { get; init; }

    public string? ResultsOf(string poll) =>
        Results is null ? null : $"{Results.AbsoluteUri.TrimEnd('/')}/polls/{poll}";
}
