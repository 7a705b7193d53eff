using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Takes out of every span what would tell one person from another. A vote's entry on the stream carries the trace's id, so
/// an address or a browser in the same trace would join a voter to a ballot. A ballot's id in an address is left out too.
/// </summary>
internal sealed partial class AnonymousSpans : BaseProcessor<Activity>
{
    // Attributes of the OpenTelemetry semantic conventions for HTTP and for end users, today's names and the former ones.
    private static readonly string[] _personal =
    [
        "client.address", "client.port", "network.peer.address", "network.peer.port", "user_agent.original",
        "enduser.id", "session.id", "user.id", "http.client_ip", "http.user_agent", "net.peer.ip", "net.sock.peer.addr", "net.sock.peer.port",
    ];

    // Where addresses stand, whole or in part: the one of a receipt has the ballot's id.
    private static readonly string[] _addresses = ["url.path", "url.full", "url.query", "http.target", "http.url"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in _addresses)
        {
            if (data.GetTagItem(name) is string address && BallotId().IsMatch(address))
            {
                data.SetTag(name, BallotId().Replace(address, "*"));
            }
        }

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

    [GeneratedRegex("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex BallotId();
}
