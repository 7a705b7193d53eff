using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>How every HttpClient of the process behaves when the other side is slow, failing or gone.</summary>
internal static class HttpResilience
{
    public static void AddHttpResilience(this IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(Configure);
            http.AddServiceDiscovery();
        });
    }

    internal static void Configure(HttpStandardResilienceOptions options)
    {
        // A POST that timed out may have been carried out; sent again, it would cast the ballot twice.
        options.Retry.DisableForUnsafeHttpMethods();
        options.Retry.Delay = TimeSpan.FromMilliseconds(100); // then 200 and 400, give or take the jitter

        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(5);
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(15);

        // Five failures in ten seconds open it for thirty. Polly counts a ratio: from five calls on, nearly all of them failing.
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        options.CircuitBreaker.MinimumThroughput = 5;
        options.CircuitBreaker.FailureRatio = 0.9;
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(30);
    }
}
