using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Voting.Load.Bench;

/// <summary>The figures as people and programs read them.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    /// <summary>What was measured, beside the target and the classic peer on the same kind of machine (dockersamples/example-voting-app).</summary>
    public static IReadOnlyList<Row> Rows(Figures f) =>
    [
        new("intake, durable 202, 32 connections", $"{f.IntakePerSecond:N0} votes/s", "12,000", "770", f.IntakePerSecond >= 12_000),
        new("  its latency p50 / p99", $"{f.IntakeP50:N1} / {f.IntakeP99:N1} ms", "p99 20 ms", "40 / 72 ms", f.IntakeP99 < 20),
        new("  share of a bare Kestrel POST", $"{f.IntakeShare:P0} of {f.BarePostPerSecond:N0}/s", "40 %", "", f.IntakeShare >= 0.4),
        new("  share of the framework alone: route, JSON in and out", $"{f.IntakeShareOfMinimal:P0} of {f.MinimalPostPerSecond:N0}/s", "", "", null),
        new("  through the gateway, all on these cores", $"{f.GatewayPerSecond:N0} votes/s, {f.GatewayPerSecond / f.IntakePerSecond:P0}", "85 %", "", f.GatewayPerSecond >= 0.85 * f.IntakePerSecond),
        new($"  open loop at {f.PacedRate:N0}/s, p50 / p99", $"{f.PacedP50:N1} / {f.PacedP99:N1} ms", "", "", null),
        new("  bare XADD, one per request / pipelined", $"{f.BareAppendPerSecond:N0} / {f.PipelinedAppendPerSecond:N0} per s", "", "", null),
        new($"drain of a {f.Backlog:N0} backlog, one worker", $"{f.DrainPerSecond:N0} votes/s", "40,000", "9.5", f.DrainPerSecond >= 40_000),
        new("  share of the same SQL driven flat out", $"{f.DrainShare:P0} of {f.SqlPerSecond:N0}/s", "60 %", "", f.DrainShare >= 0.6),
        new("  bare COPY of the same rows", $"{f.BareCopyPerSecond:N0} rows/s", "", "", null),
        new("accepted and counted, backlog not growing", $"{f.EndToEndPerSecond:N0} votes/s", "8,000", "9.5", f.EndToEndPerSecond >= 8_000),
        new("CPU-seconds per 1,000 votes, all processes", $"{f.CpuPer1000.Values.Sum():N3}", "0.25", "4.9", f.CpuPer1000.Values.Sum() <= 0.25),
        .. f.CpuPer1000.Select(process => new Row($"  {process.Key}", $"{process.Value:N3}", "", "", null)),
        new("  the load client (not in the sum)", $"{f.ClientCpuPer1000:N3}", "", "", null),
        new("POST to pushed result at 500 votes/s, p50 / p95", $"{f.FreshnessP50:N0} / {f.FreshnessP95:N0} ms", "p95 250 ms", "562 / 993 ms", f.FreshnessP95 <= 250),
        .. f.Audience == 0 ? (Row[])[] : [new($"  p95 with {f.Audience:N0} viewers", $"{f.FreshnessP95WithAudience:N0} ms", "", "", null)],
        new($"  p95 with {f.LedgerSize:N0} ballots in the ledger", $"{f.FreshnessP95At1M:N0} ms", "250 ms", "1,843 ms", f.FreshnessP95At1M <= 250),
        new($"{f.Seeded!.Votes:N0} seeded votes, 10 % double clicks, 5 % changes", f.Seeded.Exact ? "exact recount" : $"WRONG {f.Seeded.Difference}", "exact", "", f.Seeded.Exact),
        new("memory of api and worker under load (PSS)", $"{f.ApiWorkerMegabytes:N0} MB", "250 MB", "271 MB", f.ApiWorkerMegabytes <= 250),
    ];

    public static string Table(Figures figures)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"what",-58}{"measured",26}{"target",13}{"peer",15}");
        foreach (var row in Rows(figures))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.What,-58}{row.Measured,26}{row.Target,13}{row.Peer,15}{Mark(row),6}");
        }

        return text.Append(Circumstances(figures)).ToString();
    }

    public static string Markdown(Figures figures)
    {
        var text = new StringBuilder("| what | measured | target | peer | reached |\n|---|---|---|---|---|\n");
        foreach (var row in Rows(figures))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.What.Trim()} | {row.Measured} | {row.Target} | {row.Peer} | {Mark(row).Trim()} |\n");
        }

        return text.Append('\n').Append(Circumstances(figures)).Append('\n').ToString();
    }

    public static string Json(Figures f) => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["intake_per_s"] = Round(f.IntakePerSecond),
        ["intake_p99_ms"] = Round(f.IntakeP99),
        ["intake_share_of_bare_post"] = Round(f.IntakeShare),
        ["gateway_intake_per_s"] = Round(f.GatewayPerSecond),
        ["drain_per_s"] = Round(f.DrainPerSecond),
        ["drain_share_of_sql"] = Round(f.DrainShare),
        ["end_to_end_per_s"] = Round(f.EndToEndPerSecond),
        ["cpu_s_per_1000"] = Round(f.CpuPer1000.Values.Sum()),
        ["freshness_p95_ms"] = Round(f.FreshnessP95),
        ["freshness_p95_ms_1m"] = Round(f.FreshnessP95At1M),
        ["api_worker_mb"] = Round(f.ApiWorkerMegabytes),
        ["load_average"] = f.LoadAverageBefore,
        ["load_average_after"] = f.LoadAverageAfter,
        ["used_by_others"] = Round(f.UsedByOthers),
        ["bare_post_per_s"] = Round(f.BarePostPerSecond),
        ["minimal_post_per_s"] = Round(f.MinimalPostPerSecond),
        ["intake_share_of_minimal_post"] = Round(f.IntakeShareOfMinimal),
        ["open_loop_rate_per_s"] = Round(f.PacedRate),
        ["open_loop_p99_ms"] = Round(f.PacedP99),
        ["bare_xadd_per_s"] = Round(f.BareAppendPerSecond),
        ["pipelined_xadd_per_s"] = Round(f.PipelinedAppendPerSecond),
        ["bare_copy_per_s"] = Round(f.BareCopyPerSecond),
        ["sql_per_s"] = Round(f.SqlPerSecond),
        ["cpu_s_per_1000_by_process"] = f.CpuPer1000.ToDictionary(process => process.Key, process => Round(process.Value)),
        ["client_cpu_s_per_1000"] = Round(f.ClientCpuPer1000),
        ["viewers"] = f.Audience,
        ["freshness_p95_ms_with_viewers"] = Round(f.FreshnessP95WithAudience),
        ["ledger_ballots_1m"] = f.LedgerSize,
        ["seeded_votes"] = f.Seeded!.Votes,
        ["seeded_requests"] = f.Seeded.Requests,
        ["seeded_exact"] = f.Seeded.Exact,
        ["took_s"] = Round(f.Took.TotalSeconds),
    }, _json);

    private static string Circumstances(Figures f)
    {
        var noisy = f.UsedByOthers > Noise.Bearable
            ? $" TOO NOISY: other programs used {f.UsedByOthers:P0} of the machine; read the shares, not the rates."
            : $" Other programs used {f.UsedByOthers:P0} of the machine.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, load client and stores included; {f.Took.TotalSeconds:N0} s; load average {f.LoadAverageBefore:N1} before, {f.LoadAverageAfter:N1} after.{noisy}");
    }

    private static string Mark(Row row) => row.Reached switch { true => "  yes", false => "   NO", null => "" };

    private static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;
}

/// <param name="Reached">Null where there is no target.</param>
internal sealed record Row(string What, string Measured, string Target, string Peer, bool? Reached);
