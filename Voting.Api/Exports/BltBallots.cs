using System.Buffers;
using Voting.Contracts.Polls;

namespace Voting.Api.Exports;

/// <summary>BLT: a line per distinct ballot with its weight; several choices of a ballot are equal ranks. It has no scores.</summary>
internal sealed class BltBallots(PollDefinition poll) : BallotFormat(poll)
{
    public override string ContentType => "text/x-blt; charset=utf-8";

    public override string Extension => "blt";

    public override string? Refusal => Poll.Kind == PollKind.Score ? "BLT has no scores: ask for csv or json." : null;

    public override void Begin(IBufferWriter<byte> to) => Put($"{Poll.Options.Count} {Poll.SeatCount}\n", to);

    public override void Write(string content, long ballots, IBufferWriter<byte> to)
    {
        var marks = string.Join(Poll.Kind == PollKind.Ranking ? ' ' : '=', Items(content).Select(item => item.Option + 1));
        Put($"{ballots} {marks}{(marks.Length > 0 ? " " : "")}0\n", to);
    }

    public override void End(IBufferWriter<byte> to)
    {
        Put("0\n", to);
        foreach (var name in Poll.Options.Select(option => option.Label).Append(Poll.Question))
        {
            Put($"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n", to);
        }
    }
}
