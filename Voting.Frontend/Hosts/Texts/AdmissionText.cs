namespace Voting.Frontend.Hosts.Texts;

/// <summary>Who may vote, in words for hosts.</summary>
/// <param name="Name">As the API names it.</param>
/// <param name="Meaning">What tells one voter from another.</param>
/// <param name="Limits">What that prevents, and what it cannot.</param>
public sealed record AdmissionText(string Name, string Title, string Meaning, string Limits)
{
    public static IReadOnlyList<AdmissionText> All { get; } =
    [
        new("link", "Anyone who has the link", "Once in each browser. Quick, for a show of hands.",
            "Anyone who has the link can vote, once in each browser: a cookie tells voters apart. That prevents a second vote by mistake. It cannot prevent one by somebody who takes another device or clears the cookies."),
        new("codes", "Who has a voting code", "Once with each code. You make the codes and hand them out, as a list or on printed cards.",
            "Only who has one of this poll's voting codes can vote, once with each code. That prevents a second vote with the same code from any device. It cannot prevent that somebody gives a code away, or uses one that was left lying about; nor can it keep whoever has the list of codes from voting with them."),
    ];

    public static AdmissionText Of(string voters) => All.FirstOrDefault(text => text.Name == voters) ?? All[0];
}
