using System.Net;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Which outcomes of a request may pass by themselves.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>True for a failed connection, a timed-out attempt, and the answers 408, 429 and 500 to 599.</summary>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };
}
