using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;

namespace Voting.Manifests.Compose;

/// <summary>Caddy before the gateway, in the profile <c>tls</c>: it gets a certificate for VOTING_DOMAIN by itself and renews it.</summary>
internal static class TlsProxy
{
    public const string Name = "tls";
    public const string Volume = "tls-data";

    private const string Gateway = "gateway";

    public static JsonObject Service(AspireManifest manifest)
    {
        var port = manifest.Find(Gateway)?.Bindings is [var binding, ..]
            ? binding.TargetPort
            : throw new ManifestException($"compose: the profile {Name} needs the resource {Gateway} with a port");
        return new()
        {
            ["image"] = "docker.io/library/caddy:2",
            ["profiles"] = new JsonArray(Name),
            ["restart"] = "unless-stopped",
            ["command"] = new JsonArray("caddy", "reverse-proxy", "--from", "${VOTING_DOMAIN:-localhost}", "--to", string.Create(CultureInfo.InvariantCulture, $"{Gateway}:{port}")),
            ["ports"] = new JsonArray("80:80", "443:443"),
            ["volumes"] = new JsonArray($"{Volume}:/data"),
            ["depends_on"] = new JsonObject { [Gateway] = new JsonObject { ["condition"] = "service_started" } },
        };
    }
}
