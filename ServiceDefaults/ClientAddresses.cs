using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// The address of the client behind proxies. <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed only where they come from
/// this machine or from a network in <c>Forwarding:Networks</c> (e.g. <c>10.0.0.0/8</c>): anybody can send the headers.
/// The address is used for limits alone; it is in no log, span or store. A web application believes them from <c>UseForwardedHeaders</c> on.
/// </summary>
public static class ClientAddresses
{
    private const string Section = "Forwarding:Networks";
    private static readonly System.Net.IPNetwork _thisMachine = new(IPAddress.Parse("127.0.0.0"), 8);
    private static readonly System.Net.IPNetwork _thisMachine6 = new(IPAddress.IPv6Loopback, 128);

    /// <summary>Reads <c>Forwarding:Networks</c>.</summary>
    /// <exception cref="InvalidConfigurationException">One of them is no network; the message names it.</exception>
    public static void AddClientAddresses(this IHostApplicationBuilder builder)
    {
        var networks = builder.Configuration.GetSection(Section).GetChildren().Where(entry => !string.IsNullOrEmpty(entry.Value)).Select(entry =>
            System.Net.IPNetwork.TryParse(entry.Value!, out var network)
                ? network
                : throw builder.Refuse($"{entry.Path.Replace(":", "__", StringComparison.Ordinal)} must be a network like 10.0.0.0/8, not '{entry.Value}'")).ToArray();
        // Last of all: ASPNETCORE_FORWARDEDHEADERS_ENABLED, which some platforms set, would believe everybody.
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // From the nearest proxy backwards, as long as the one before is known.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in (System.Net.IPNetwork[])[_thisMachine, _thisMachine6, .. networks])
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }
}
