using Npgsql;

namespace Voting.Worker.Ledger;

/// <summary>Tells apart why PostgreSQL did not do what it was asked: for a reason of the data, or because it is away.</summary>
internal static class LedgerRefusal
{
    private const int LongestMessage = 200;

    /// <summary>
    /// The data itself is refused and would be for ever: SQLSTATE class 22 (data exception), 23 (integrity constraint violation)
    /// or 54 (program limit exceeded).
    /// </summary>
    public static bool IsOfTheData(PostgresException exception) => exception.SqlState[..2] is "22" or "23" or "54";

    /// <summary>Trying again can help: PostgreSQL is away, is starting or stopping, has no memory or disk left, or gave up this one transaction.</summary>
    public static bool IsPassing(NpgsqlException exception) => exception.IsTransient || exception.SqlState is ['5', '7', ..];

    /// <summary>The reason for a dead letter. Of PostgreSQL's answer only the message: its details may quote values.</summary>
    public static string Reason(PostgresException exception)
    {
        var message = exception.MessageText;
        return $"refused by the ledger: {exception.SqlState} {(message.Length <= LongestMessage ? message : message[..LongestMessage])}";
    }
}
