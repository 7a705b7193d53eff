using System.Buffers;
using System.Text.Json;
using Voting.Contracts.Bundles;
using Voting.Contracts.Polls;

namespace Voting.Api.Exports;

/// <summary>JSON: contents as the ledger has them, with option ids.</summary>
internal sealed class JsonBallots(PollDefinition poll) : BallotFormat(poll)
{
    private bool _more;

    public override string ContentType => "application/json";

    public override string Extension => "json";

    public override void Begin(IBufferWriter<byte> to)
    {
        Put("{\"poll\":", to);
        CanonicalJson.WriteText(Poll.Id, to);
        Put($",\"kind\":\"{JsonNamingPolicy.CamelCase.ConvertName(Poll.Kind.ToString())}\",\"method\":\"{CountingRules.NameOf(Poll.CountedBy)}\",\"seats\":{Poll.SeatCount},\"options\":[", to);
        for (var option = 0; option < Poll.Options.Count; option++)
        {
            Put(option > 0 ? ",{\"id\":" : "{\"id\":", to);
            CanonicalJson.WriteText(Poll.Options[option].Id, to);
            Put(",\"label\":", to);
            CanonicalJson.WriteText(Poll.Options[option].Label, to);
            Put("}", to);
        }

        Put("],\"ballots\":[", to);
    }

    public override void Write(string content, long ballots, IBufferWriter<byte> to)
    {
        Put(_more ? ",{\"content\":" : "{\"content\":", to);
        _more = true;
        CanonicalJson.WriteText(content, to);
        Put($",\"weight\":{ballots}}}", to);
    }

    public override void End(IBufferWriter<byte> to) => Put("]}\n", to);
}
