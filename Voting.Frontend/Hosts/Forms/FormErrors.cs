using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Frontend.Hosts.Forms;

/// <summary>What the host has to correct, by field and in the order of the form.</summary>
public sealed partial class FormErrors
{
    private readonly List<(string? Field, string Message)> _all = [];

    /// <summary>Each with its field; null: the form as a whole.</summary>
    public IReadOnlyList<(string? Field, string Message)> All => _all;

    public bool Any => _all.Count > 0;

    public bool Has(string field) => _all.Exists(error => error.Field == field);

    /// <summary>Whether one of the fields has an error.</summary>
    public bool HasAny(params IEnumerable<string> fields) => fields.Any(Has);

    public IEnumerable<string> Of(string field) => _all.Where(error => error.Field == field).Select(error => error.Message);

    public void Add(string? field, string message)
    {
        if (!_all.Contains((field, message)))
        {
            _all.Add((field, message));
        }
    }

    /// <summary>Takes over what the rules for polls, here or at the API, found wrong.</summary>
    public void Add(IEnumerable<KeyValuePair<string, string[]>> problems, PollForm form)
    {
        var lines = PollFormReader.Lines(form.Options);
        var all = problems.ToArray();
        foreach (var (member, messages) in all)
        {
            // Two lines with one label also have one id, which hosts do not see.
            if (OptionId().IsMatch(member) && Array.Exists(all, other => other.Key == member.Replace("].id", "].label", StringComparison.Ordinal)))
            {
                continue;
            }

            var field = PollFields.OfMember(member, form.Kind);
            foreach (var message in messages)
            {
                Add(field, Words(member, message, form, lines));
            }
        }
    }

    private static string Words(string member, string message, PollForm form, IReadOnlyList<string> lines) => member switch
    {
        "question" when string.IsNullOrWhiteSpace(form.Question) => "Enter the question.",
        "options" when lines.Count < 2 => "Enter at least two options, each on a line of its own.",
        "minChoices" => "The fewest choices are at least 1, and no more than the most.",
        "maxChoices" => "The most choices are no more than there are options.",
        "maxScore" => "The highest score is a whole number from 1 to 1000.",
        "seats" => message.StartsWith("seats is", StringComparison.Ordinal) ? message.Replace("seats is", "Seats:", StringComparison.Ordinal) : message,
        _ when Option().Match(member) is { Success: true } option => $"Line {Line(option)}: {OtherOption().Replace(message, other => $"line {Line(other)}")}",
        _ => message,
    };

    private static string Line(Match option) => (int.Parse(option.Groups["index"].Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^options\[[0-9]{1,3}\]\.id$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex OptionId();

    [GeneratedRegex(@"^options\[(?<index>[0-9]{1,3})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Option();

    [GeneratedRegex(@"options\[(?<index>[0-9]{1,3})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex OtherOption();
}
