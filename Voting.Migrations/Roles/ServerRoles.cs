using Npgsql;

namespace Voting.Migrations.Roles;

/// <summary>What a server holds for all its databases: this database's name, the owner's role, a login role per service.</summary>
internal static class ServerRoles
{
    // A role that could do more than log in would not be held by the grants that the scripts give it.
    private const string NoPower = "nosuperuser nocreatedb nocreaterole noreplication nobypassrls";

    /// <param name="maintenance">A connection to the server's database <c>postgres</c>.</param>
    public static async Task EnsureAsync(string maintenance, string database, IEnumerable<string> logins, CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(maintenance);
        await session.OpenAsync(ct);
        // Roles are the server's: migrations of two databases would change one and the same row at once.
        await session.ExecuteAsync("select pg_advisory_lock(hashtextextended('migrations', 0))", ct);
        if ((await session.RowsAsync("select datname::text from pg_database where datname = $1", ct, database)).Count == 0)
        {
            await session.ExecuteAsync($"create database {Role.Identifier(database)}", ct);
        }

        await EnsureAsync(session, Role.Owner, "nologin", ct);
        foreach (var login in logins.Select(login => new NpgsqlConnectionStringBuilder(login)))
        {
            await EnsureLoginAsync(session, login, ct);
        }

        await session.ExecuteAsync($"""
            revoke connect, temporary on database {Role.Identifier(database)} from public;
            grant connect on database {Role.Identifier(database)} to {string.Join(", ", Role.Services)};
            """, ct);
        await LeaveOwnerAsync(session, ct);
    }

    private static async Task EnsureLoginAsync(NpgsqlConnection session, NpgsqlConnectionStringBuilder login, CancellationToken ct)
    {
        await EnsureAsync(session, login.Username!, $"login password '{ScramVerifier.Create(login.Password!)}'", ct);
        // jit: every statement of a service is short, and compiling one takes longer than running it.
        // idle_in_transaction_session_timeout: a service that stops in the middle must not hold a lock for ever.
        await session.ExecuteAsync($"""
            alter role {Role.Identifier(login.Username!)} set jit = off;
            alter role {Role.Identifier(login.Username!)} set idle_in_transaction_session_timeout = '10s';
            """, ct);
    }

    private static async Task EnsureAsync(NpgsqlConnection session, string role, string attributes, CancellationToken ct)
    {
        var powers = await session.RowsAsync(
            "select (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)::text from pg_roles where rolname = $1", ct, role);
        // Only a superuser may so much as name these attributes of a role that exists.
        var sql = powers switch
        {
            [] => $"create role {Role.Identifier(role)} {NoPower} {attributes}",
            [["true"]] => $"alter role {Role.Identifier(role)} {NoPower} {attributes}",
            _ => $"alter role {Role.Identifier(role)} {attributes}",
        };
        await session.ExecuteAsync(sql, ct);
    }

    // No service is the owner, also not where somebody made it so for a while.
    private static async Task LeaveOwnerAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var members = await session.RowsAsync("""
            select m.rolname::text from pg_auth_members a
            join pg_roles o on o.oid = a.roleid join pg_roles m on m.oid = a.member
            where o.rolname = $1 and m.rolname = any($2)
            """, ct, Role.Owner, Role.Services.ToArray());
        foreach (var member in members)
        {
            await session.ExecuteAsync($"revoke {Role.Owner} from {Role.Identifier(member[0])}", ct);
        }
    }
}
