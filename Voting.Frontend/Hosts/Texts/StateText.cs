namespace Voting.Frontend.Hosts.Texts;

/// <summary>Where a poll stands, in a word.</summary>
internal static class StateText
{
    public static string Of(string state) => state switch
    {
        "draft" => "Draft",
        "scheduled" => "Scheduled",
        "open" => "Open",
        "final" => "Final",
        _ => "Closed",
    };
}
