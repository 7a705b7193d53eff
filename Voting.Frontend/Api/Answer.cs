namespace Voting.Frontend.Api;

/// <summary>Either what was asked for or the reason why not.</summary>
internal readonly record struct Answer<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>Why Api did not do what was asked.</summary>
/// <param name="Status">The HTTP status; 503 also where Api could not be reached.</param>
/// <param name="Detail">Api's own words, where it had any.</param>
/// <param name="RetryAfter">When another attempt makes sense.</param>
/// <param name="OutcomeUnknown">The request was sent and no answer came: it may have been carried out.</param>
public sealed record Refusal(int Status, string? Detail = null, TimeSpan? RetryAfter = null, bool OutcomeUnknown = false)
{
    public static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    public static Refusal NotSent { get; } = new(StatusCodes.Status503ServiceUnavailable, RetryAfter: DefaultRetryAfter);

    public static Refusal NoAnswer { get; } = NotSent with { OutcomeUnknown = true };
}
