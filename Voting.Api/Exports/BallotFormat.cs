using System.Buffers;
using System.Text;
using Voting.Contracts.Polls;

namespace Voting.Api.Exports;

/// <summary>A form in which the ballots of a poll are written, piece by piece.</summary>
internal abstract class BallotFormat(PollDefinition poll)
{
    protected PollDefinition Poll => poll;

    public abstract string ContentType { get; }

    public abstract string Extension { get; }

    /// <summary>The form by its name or by its media type; null where there is none of this name.</summary>
    public static BallotFormat? Of(string name, PollDefinition poll) => name switch
    {
        "json" or "application/json" => new JsonBallots(poll),
        "csv" or "text/csv" => new CsvBallots(poll),
        "blt" or "text/x-blt" => new BltBallots(poll),
        _ => null,
    };

    /// <summary>Why ballots of this poll have no such form; null where they have.</summary>
    public virtual string? Refusal => null;

    public abstract void Begin(IBufferWriter<byte> to);

    public abstract void Write(string content, long ballots, IBufferWriter<byte> to);

    public abstract void End(IBufferWriter<byte> to);

    protected static void Put(string text, IBufferWriter<byte> to) => Encoding.UTF8.GetBytes(text, to);

    /// <summary>The options that a content names, from 0, in its order, with their scores where it gives any; empty for what is no ballot of this poll, which counts for nobody.</summary>
    protected IReadOnlyList<(int Option, string Score)> Items(string content)
    {
        if (content.Length == 0 || !Contracts.Ballots.BallotRules.Accepts(poll, content))
        {
            return [];
        }

        return [.. content.Split(',').Select(item => item.Split(':')).Select(item => (IndexOf(item[0]), item.Length > 1 ? item[1] : ""))];
    }

    private int IndexOf(string id)
    {
        for (var option = 0; option < poll.Options.Count; option++)
        {
            if (poll.Options[option].Id == id)
            {
                return option;
            }
        }

        return -1;
    }
}
