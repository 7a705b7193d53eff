using System.Diagnostics;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Takes out of every span what would tell one person from another. A vote's entry on the stream carries the trace's id, so
/// an address or a browser in the same trace would join a voter to a ballot.
/// </summary>
internal sealed class AnonymousSpans : BaseProcessor<Activity>
{
    // Attributes of the OpenTelemetry semantic conventions for HTTP and for end users, today's names and the former ones.
    private static readonly string[] _personal =
    [
        "client.address", "client.port", "network.peer.address", "network.peer.port", "user_agent.original",
        "enduser.id", "session.id", "user.id", "http.client_ip", "http.user_agent", "net.peer.ip", "net.sock.peer.addr", "net.sock.peer.port",
    ];

    public override void OnEnd(Activity data)
    {
        // The other side of a client's span is a store or a service.
        if (data.Kind == ActivityKind.Client)
        {
            return;
        }

        foreach (var name in _personal)
        {
            if (data.GetTagItem(name) is not null)
            {
                data.SetTag(name, null);
            }
        }
    }
}
