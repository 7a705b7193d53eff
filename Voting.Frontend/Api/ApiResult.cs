namespace Voting.Frontend.Api;

/// <summary>Either what was asked for or the reason why not.</summary>
internal readonly record struct ApiResult<T>(T? Value, ApiError? Error)
    where T : class
{
    public static implicit operator ApiResult<T>(T value) => new(value, null);

    public static implicit operator ApiResult<T>(ApiError error) => new(null, error);
}

/// <summary>Why the API did not do what was asked.</summary>
/// <param name="Status">The HTTP status; 503 also where the API could not be reached.</param>
/// <param name="Detail">The API's own words, where it had any.</param>
/// <param name="RetryAfter">When another attempt makes sense.</param>
/// <param name="OutcomeUnknown">The request was sent and no answer came: it may have been carried out.</param>
public sealed record ApiError(int Status, string? Detail = null, TimeSpan? RetryAfter = null, bool OutcomeUnknown = false)
{
    /// <summary>What a program decides by (<see cref="Contracts.Errors.ErrorCode"/>), where the API said it.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong, by the member that was sent.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    public static ApiError NotSent { get; } = new(StatusCodes.Status503ServiceUnavailable, RetryAfter: DefaultRetryAfter);

    public static ApiError NoAnswer { get; } = NotSent with { OutcomeUnknown = true };
}
