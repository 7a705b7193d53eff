using System.Net.Sockets;
using Npgsql;

namespace Voting.Results.Ledger;

/// <summary>Tells a ledger that is away, or does not answer in time, from one that answers and a fault that is ours.</summary>
internal static class LedgerOutage
{
    /// <summary>Whether trying again later may help.</summary>
    public static bool Is(Exception fault) => fault switch
    {
        PostgresException answer => answer.IsTransient || answer.SqlState is ['5', '7', ..],
        NpgsqlException or TimeoutException or IOException or SocketException => true,
        // Entity Framework wraps what Npgsql throws.
        InvalidOperationException { InnerException: { } inner } => Is(inner),
        ObjectDisposedException => true,
        _ => false,
    };
}
