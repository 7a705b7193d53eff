namespace Voting.Load.Clients;

/// <summary>What a <see cref="LoadLoop"/> says on its connections, and how it understands the answers. Called from one thread.</summary>
internal interface IExchange
{
    /// <summary>Sent once on each new connection, answered by one line; empty: nothing.</summary>
    ReadOnlyMemory<byte> Greeting => default;

    /// <summary>Writes the next request and returns its length; 0 when there is none left.</summary>
    /// <param name="tag">Given back with the answer.</param>
    int Write(Span<byte> request, out int tag);

    /// <summary>The length of the answer at the start of <paramref name="bytes"/>, or 0 while it is not all there.</summary>
    int TryRead(ReadOnlySpan<byte> bytes, out bool accepted, out ReadOnlySpan<byte> body);

    /// <summary>An answer has come. Times are readings of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    /// <param name="intended">When the request was to be sent, whether or not a connection was free then.</param>
    void Answered(int tag, bool accepted, ReadOnlySpan<byte> body, long intended, long answered)
    {
    }
}
