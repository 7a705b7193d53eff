using System.Buffers;
using Voting.Contracts.Polls;

namespace Voting.Api.Exports;

/// <summary>
/// CSV as <c>./voting count</c> reads it: of rankings and single choices a row per distinct ballot with its count and a column per rank;
/// of scores a row per ballot with a column per option; of several choices the same with 1 for what was chosen and 0 for the rest.
/// </summary>
internal sealed class CsvBallots(PollDefinition poll) : BallotFormat(poll)
{
    private readonly string[] _labels = [.. poll.Options.Select(option => Quoted(option.Label))];

    public override string ContentType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    private bool IsRanked => Poll.Kind is PollKind.Ranking or PollKind.Single;

    private int Ranks => Poll.Kind == PollKind.Single ? 1 : Poll.Options.Count;

    public override void Begin(IBufferWriter<byte> to)
        => Put((IsRanked ? $"count,{string.Join(',', Enumerable.Range(1, Ranks).Select(rank => $"rank{rank}"))}" : string.Join(',', _labels)) + "\n", to);

    public override void Write(string content, long ballots, IBufferWriter<byte> to)
    {
        var items = Items(content);
        if (IsRanked)
        {
            var names = items.Select(item => _labels[item.Option]).Concat(Enumerable.Repeat("skipped", Ranks - items.Count));
            Put($"{ballots},{string.Join(',', names)}\n", to);
            return;
        }

        var unnamed = Poll.Kind == PollKind.Score ? "" : "0";
        var cells = Enumerable.Repeat(unnamed, Poll.Options.Count).ToArray();
        foreach (var (option, score) in items)
        {
            cells[option] = score.Length > 0 ? score : "1";
        }

        var row = string.Join(',', cells) + "\n";
        for (var ballot = 0L; ballot < ballots; ballot++)
        {
            Put(row, to);
        }
    }

    public override void End(IBufferWriter<byte> to)
    {
    }

    private static string Quoted(string label) => label.AsSpan().ContainsAny(",;\"") ? $"\"{label.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : label;
}
