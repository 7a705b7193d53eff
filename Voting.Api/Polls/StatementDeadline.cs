using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Voting.Api.Http;

namespace Voting.Api.Polls;

/// <summary>Lets no statement and no connection begin that could end after the request's <see cref="Deadline"/>.</summary>
/// <remarks>
/// The request's token is no help: Npgsql blocks on its cancellation until the server was told, or cannot be reached. That it also does at a
/// time-out, for as long as a connection may take: so long a statement may take longer than its own limit.
/// </remarks>
internal sealed class StatementDeadline : DbCommandInterceptor, IDbConnectionInterceptor
{
    /// <summary>Of a connection, of a statement, and of telling a server that hangs to end it.</summary>
    public const int PatienceSeconds = 2;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Limit(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Limit(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Limit(command);
        return new(result);
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        _ = Seconds(PatienceSeconds);
        return new(result);
    }

    private static void Limit(DbCommand command)
    {
        if (Seconds(PatienceSeconds) is { } left)
        {
            command.CommandTimeout = Math.Min(command.CommandTimeout, left);
        }
    }

    // What is left in whole seconds, at least one, after what follows in the worst case.
    private static int? Seconds(int following)
    {
        if (Deadline.Left is not { } left)
        {
            return null;
        }

        var seconds = (int)(left.TotalSeconds - following);
        return seconds > 0 ? seconds : throw new NpgsqlException("The request has no time left for another statement.", new TimeoutException());
    }
}
