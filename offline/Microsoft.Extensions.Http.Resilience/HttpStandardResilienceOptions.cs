namespace Microsoft.Extensions.Http.Resilience;

/// <summary>The layers around a request, outermost first: total time, retry, circuit breaker, time of one attempt.</summary>
/// <remarks>The genuine type has a rate limiter in front; nothing here uses it.</remarks>
public class HttpStandardResilienceOptions
{
    /// <summary>All attempts together; 30 s.</summary>
    public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sending again.</summary>
    public HttpRetryStrategyOptions Retry { get; set; } = new();

    /// <summary>Refusing at once.</summary>
    public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new();

    /// <summary>One attempt; 10 s.</summary>
    public HttpTimeoutStrategyOptions AttemptTimeout { get; set; } = new() { Timeout = TimeSpan.FromSeconds(10) };
}
