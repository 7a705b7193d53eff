namespace Voting.Web;

/// <summary>What one site puts into the pages that it shares with the others.</summary>
public sealed class Site
{
    /// <summary>The name in the header, which leads to the front page.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where the site stands below an address that it shares with others, like <c>/results</c>; null where it has addresses of its own only.
    /// It answers at both: links lead on below the path by which a reader came.
    /// </summary>
    public string? BelowPath { get; init; }

    /// <summary>The sentence in the footer.</summary>
    public required string Footer { get; init; }

    /// <summary>Style sheets of the site beside the shared one: paths below its wwwroot.</summary>
    public IReadOnlyList<string> Stylesheets { get; init; } = [];

    /// <summary>Scripts of the site beside the shared ones: paths below its wwwroot.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Ways that lead on from the foot of every page.</summary>
    public IReadOnlyList<SiteLink> Links { get; init; } = [];

    /// <summary>What its error pages say.</summary>
    public required ErrorTexts Errors { get; init; }
}

/// <summary>A way to a page of the site.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Address">Its path.</param>
public sealed record SiteLink(string Text, string Address);

/// <summary>The sentences of an error page that only the site itself knows.</summary>
/// <param name="NotFound">Under a 404.</param>
/// <param name="Failure">Under a 500 or above.</param>
/// <param name="Posted">Beside any error of a form; null where the site has no forms.</param>
/// <param name="Home">The words of the link to the front page.</param>
public sealed record ErrorTexts(string NotFound, string Failure, string? Posted, string Home);
