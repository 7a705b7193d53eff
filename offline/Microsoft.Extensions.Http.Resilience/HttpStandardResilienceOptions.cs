using Polly.CircuitBreaker;
using Polly.Retry;

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

/// <summary>When and how often a request is sent again: by default three times, at growing intervals from 2 s, for answers that may pass.</summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    /// <summary>The defaults above; an answer's <c>Retry-After</c> decides the interval where there is one.</summary>
    public HttpRetryStrategyOptions()
    {
        ShouldHandle = static arguments => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(arguments.Outcome));
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        DelayGenerator = static arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result));
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
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions;

/// <summary>What <c>AddStandardResilienceHandler</c> returns: the name under which the options are kept, and where.</summary>
public interface IHttpStandardResiliencePipelineBuilder
{
    /// <summary>The name of the options of this pipeline.</summary>
    string PipelineName { get; }

    /// <summary>The services that hold them.</summary>
    IServiceCollection Services { get; }
}
