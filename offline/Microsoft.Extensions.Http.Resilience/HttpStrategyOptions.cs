using Polly.CircuitBreaker;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>When and how often a request is sent again: by default three times, at growing intervals from 2 s, for answers that may pass.</summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    /// <summary>The defaults above; an answer's <c>Retry-After</c> decides the interval where there is one.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = static arguments => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(arguments.Outcome));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        ShouldRetryAfterHeader = true;
    }

    /// <summary>Whether an answer's <c>Retry-After</c> decides when the request is sent again.</summary>
    public bool ShouldRetryAfterHeader
    {
        get;
        set
        {
            field = value;
            DelayGenerator = value ? static arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result)) : null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } interval } => interval,
        { Date: { } date } when date > DateTimeOffset.UtcNow => date - DateTimeOffset.UtcNow,
        _ => null,
    };
}

/// <summary>When calls are refused at once because too many failed: by default 10 % of at least 100 calls in 30 s, for 5 s.</summary>
public class HttpCircuitBreakerStrategyOptions : CircuitBreakerStrategyOptions<HttpResponseMessage>
{
    /// <summary>The defaults above, counting the same failures that a retry repeats.</summary>
    public HttpCircuitBreakerStrategyOptions()
        => ShouldHandle = static arguments => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(arguments.Outcome));
}

/// <summary>How long a request, or one attempt at it, may take.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions
{
}
