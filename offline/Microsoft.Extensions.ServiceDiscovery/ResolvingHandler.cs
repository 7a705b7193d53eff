namespace Microsoft.Extensions.ServiceDiscovery;

internal sealed class ResolvingHandler(ServiceAddresses addresses) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var named = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var address = addresses.Next(named);
        request.RequestUri = new UriBuilder(named) { Scheme = address.Scheme, Host = address.Host, Port = address.Port }.Uri;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A retry further out asks again, and may get another instance.
            request.RequestUri = named;
        }
    }
}
