namespace Aspire.Hosting.Health;

/// <summary>Healthy when a path of an endpoint answers with the status code that is expected.</summary>
internal sealed class HttpHealthCheck(EndpointReference endpoint, string path, int expected) : IHealthCheck
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly HttpClient _http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionIdleTimeout = _patience }) { Timeout = _patience };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var address = new Uri(new Uri(endpoint.Url), path);
        try
        {
            using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)answer.StatusCode == expected
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{address} answered {(int)answer.StatusCode}, expected {expected}.");
        }
        catch (HttpRequestException unreachable)
        {
            return HealthCheckResult.Unhealthy($"{address} cannot be reached: {unreachable.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{address} did not answer within {_patience.TotalSeconds} s.");
        }
    }
}
