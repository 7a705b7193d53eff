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
    // As ledger.lock_ledger() does, which the first script makes.
    private const string LockLedger = "select pg_advisory_xact_lock(hashtextextended('ledger', 0))";

    /// <summary>A script as it stands, behind the ledger's lock: writers finish first, and wait until the script's transaction ends.</summary>
    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [LockLedger, scriptContents];

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
