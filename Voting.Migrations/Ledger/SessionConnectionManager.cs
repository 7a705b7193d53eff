using System.Data;
using System.Diagnostics.CodeAnalysis;
using DbUp.Engine.Transactions;
using Npgsql;

namespace Voting.Migrations.Ledger;

/// <summary>
/// Lets DbUp work on a session that is open already. It holds the lock that keeps a second run away and has the owner's role;
/// DbUp would open one of its own, without either, and close it.
/// </summary>
internal sealed class SessionConnectionManager(NpgsqlConnection session) : DatabaseConnectionManager(_ => new Lent(session))
{
    /// <summary>PostgreSQL takes a script as it stands.</summary>
    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];

    private sealed class Lent(NpgsqlConnection session) : IDbConnection
    {
        [AllowNull]
        public string ConnectionString
        {
            get => session.ConnectionString;
            set => throw new NotSupportedException("The session is open already.");
        }

        public int ConnectionTimeout => session.ConnectionTimeout;

        public string Database => session.Database;

        public ConnectionState State => session.State;

        public IDbTransaction BeginTransaction() => session.BeginTransaction();

        public IDbTransaction BeginTransaction(IsolationLevel il) => session.BeginTransaction(il);

        public IDbCommand CreateCommand() => session.CreateCommand();

        public void ChangeDatabase(string databaseName) => throw new NotSupportedException("The session stays in its database.");

        public void Open() => throw new NpgsqlException("The session to PostgreSQL broke.");

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }
}
