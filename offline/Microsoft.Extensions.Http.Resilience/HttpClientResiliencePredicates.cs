using System.Net;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Which outcomes of a request may pass by themselves.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>True for a failed connection, a timed-out attempt, and the answers 408, 429 and 500 to 599.</summary>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome)
        => outcome.Exception is HttpRequestException or TimeoutRejectedException
        || (int?)outcome.Result?.StatusCode is 408 or 429 or >= 500;
}

/// <summary>Keeps requests that change something from being sent twice.</summary>
public static class HttpRetryStrategyOptionsExtensions
{
    private static readonly HttpMethod[] _unsafe =
        [HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Post, HttpMethod.Put, HttpMethod.Connect];

    /// <summary>Retries no DELETE, PATCH, POST, PUT or CONNECT: one that timed out may have been carried out.</summary>
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var shouldHandle = options.ShouldHandle;
        options.ShouldHandle = async arguments =>
            await shouldHandle(arguments).ConfigureAwait(arguments.Context.ContinueOnCapturedContext)
            && arguments.Context.Properties.TryGetValue(ResilienceHandler.RequestKey, out var request)
            && !_unsafe.Contains(request.Method);
    }
}
