using System.Text.Json;
using Voting.Load.Chaos;
using Voting.Load.Clients;

namespace Voting.Rehearsal.Traffic;

/// <summary>Votes of ever new voters, for cats and dogs in turn, each with its fate in the client's own ledger.</summary>
internal sealed class RecordedVotes(string poll, ClientLedger ledger) : IExchange
{
    private static readonly string[] _choices = ["cats", "dogs"];

    private readonly VoteRequest _request = new(poll, withKey: false);
    private int _next;
    private int _status;

    /// <summary>Answers other than 202, by status code, since the last <see cref="TakeRefusals"/>.</summary>
    private Dictionary<int, int> _refusals = [];

    public int Write(Span<byte> request, out int tag)
    {
        tag = _next++;
        return _request.Write(request, tag, tag & 1);
    }

    public int TryRead(ReadOnlySpan<byte> bytes, out bool accepted, out ReadOnlySpan<byte> body)
    {
        var length = HttpAnswer.TryRead(bytes, out _status, out body);
        accepted = _status == 202;
        return length;
    }

    public void Answered(int tag, bool accepted, ReadOnlySpan<byte> body, long intended, long answered)
    {
        var (fate, ballot, position) = (Fate.Uncertain, Guid.Empty, 0L);
        if (accepted)
        {
            var receipt = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref receipt);
            (fate, ballot, position) = (Fate.Accepted, document.RootElement.GetProperty("ballot").GetGuid(), StreamPosition.InReceipt(body));
        }
        else
        {
            _refusals[_status] = _refusals.GetValueOrDefault(_status) + 1;
            // A 4xx promises that nothing was appended; a 5xx promises nothing.
            fate = _status < 500 ? Fate.Refused : Fate.Uncertain;
        }

        ledger.Add(new(tag, poll, _request.Voter(tag), _choices[tag & 1], fate, ballot, position));
    }

    public Dictionary<int, int> TakeRefusals()
    {
        var taken = _refusals;
        _refusals = [];
        return taken;
    }
}
