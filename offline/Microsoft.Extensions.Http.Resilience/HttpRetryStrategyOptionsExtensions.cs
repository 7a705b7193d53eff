namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Keeps requests that change something from being sent twice.</summary>
public static class HttpRetryStrategyOptionsExtensions
{
    private static readonly HttpMethod[] _unsafe = [HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Post, HttpMethod.Put, HttpMethod.Connect];

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
