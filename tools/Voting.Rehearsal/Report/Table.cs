using System.Globalization;
using System.Text;
using System.Text.Json;
using Voting.Rehearsal.Traffic;

namespace Voting.Rehearsal.Report;

/// <summary>The outcome as people and programs read it. The text is Markdown, which reads well on a terminal too.</summary>
internal static class Table
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Text(Outcome outcome)
    {
        var text = new StringBuilder();
        Line(text, $"| while | lasted | votes | failed | p50 / p99 | ballot papers | longest gap of a viewer | |");
        Line(text, $"|---|---|---|---|---|---|---|---|");
        outcome.Phases.ForEach(phase => Line(text, $"{Row(phase)}"));
        Line(text, $"");
        Line(text, $"| promise | measured | kept |");
        Line(text, $"|---|---|---|");
        Line(text, $"| every workload available | {outcome.AllReady.TotalSeconds:N0} s after the first pod began | yes |");
        Line(text, $"| a vote through the ingress is counted | {Seconds(outcome.FirstVote)} | {Mark(outcome.FirstVote is not null)} |");
        Line(text, $"| no request fails while services are replaced | {outcome.Phases.Where(phase => phase.MustBeSeamless).Sum(phase => phase.Failed)} of {outcome.Phases.Where(phase => phase.MustBeSeamless).Sum(phase => phase.Votes + phase.Papers):N0} | {Mark(outcome.Phases.Where(phase => phase.MustBeSeamless).All(phase => phase.Failed == 0))} |");
        Line(text, $"| accepted votes lost / counted twice / stored otherwise | {outcome.Lost} / {outcome.Doubled} / {outcome.Wrong} of {outcome.Accepted:N0} accepted ({outcome.Uncertain} more were answered 5xx, without a promise) | {Mark(outcome.Lost + outcome.Doubled + outcome.Wrong == 0)} |");
        Line(text, $"| the balance is zero again | {Seconds(outcome.Balanced)} after the last vote | {Mark(outcome.BalancedInTime)} |");
        Line(text, $"| the recount equals the tally | | {Mark(outcome.Recounted)} |");
        Line(text, $"| no container ended or was to be restarted by itself | {outcome.Problems.Count} problems | {Mark(outcome.Problems.Count == 0)} |");
        Line(text, $"");
        Line(text, $"| pods of | peak working set | limit | share of periods throttled | image | of it above the .NET base |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (var usage in outcome.Usage)
        {
            Line(text, $"| {usage.Workload} | {usage.Peak / Mebi:N0} MiB | {usage.Limit / Mebi:N0} MiB | {usage.Throttled:P0} | {Image(outcome, usage.Workload)} |");
        }

        Line(text, $"");
        Line(text, $"{outcome.Rate} votes/s in an open loop and ten ballot papers a second at most, seed {outcome.Seed}; {Environment.ProcessorCount} cores for everything, clients included.");
        return text.ToString();
    }

    public static string Json(Outcome outcome) => JsonSerializer.Serialize(
        new
        {
            outcome.Kept,
            outcome.Rate,
            outcome.Seed,
            AllReadyS = outcome.AllReady.TotalSeconds,
            FirstVoteS = outcome.FirstVote?.TotalSeconds,
            Phases = outcome.Phases.Select(phase => new
            {
                phase.Name, LastedS = phase.Lasted.TotalSeconds, phase.Votes, phase.Refusals, P50Ms = phase.P50, P99Ms = phase.P99,
                phase.Papers, phase.PaperFailures, LongestGapS = phase.LongestGap.TotalSeconds, phase.Note, phase.Kept,
            }),
            outcome.Usage, outcome.Images, outcome.BaseImage, outcome.Accepted, outcome.Uncertain, outcome.Lost, outcome.Doubled, outcome.Wrong,
            BalancedS = outcome.Balanced?.TotalSeconds, outcome.Recounted, outcome.Problems,
        },
        _json);

    private const double Mebi = 1024 * 1024;

    private static string Row(Phase phase)
    {
        var refusals = phase.Refusals.Count == 0 ? "0" : string.Join(", ", phase.Refusals.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {phase.Name}{(phase.Note.Length > 0 ? $" ({phase.Note})" : "")} | {phase.Lasted.TotalSeconds:N0} s | {phase.Votes:N0} | {refusals} | {phase.P50:N0} / {phase.P99:N0} ms | {phase.Papers}, {phase.PaperFailures.Count} failed | {phase.LongestGap.TotalSeconds:N2} s | {(phase.MustBeSeamless ? Mark(phase.Kept) : "")} |");
    }

    // The stores' image is a stand-in, whose size says nothing; that of the migrations is not measured.
    private static string Image(Outcome outcome, string workload)
        => outcome.Images.TryGetValue(workload, out var size) ? string.Create(CultureInfo.InvariantCulture, $"{size / 1e6:N0} MB | {(size - outcome.BaseImage) / 1e6:N1} MB") : workload is "migrations" ? "not measured | " : "stand-in | ";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:N1} s") : "never";

    private static string Mark(bool kept) => kept ? "yes" : "NO";
}
