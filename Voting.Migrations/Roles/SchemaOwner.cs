using Npgsql;

namespace Voting.Migrations.Roles;

/// <summary>The two schemas, and that everything in them is the owner's.</summary>
internal static class SchemaOwner
{
    /// <summary>
    /// What is somebody else's, with the reach that a service keeps in it: a ledger of the time when each service owned its schema,
    /// or a dump that was restored without owners. Indexes, sequences of columns and row types follow their tables.
    /// </summary>
    private const string Foreign = """
        select thing, former, reach from (
            select 1 as step, 'schema ' || quote_ident(n.nspname) as thing, n.nspowner as owner, 'usage' as reach
            from pg_namespace n where n.nspname in ('ledger', 'polls')
            union all
            select 2, 'table ' || c.oid::regclass, c.relowner, 'select, insert, update, delete'
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'polls') and c.relkind in ('r', 'p', 'v', 'm')
            union all
            select 3, 'routine ' || p.oid::regprocedure, p.proowner, 'execute'
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('ledger', 'polls')
        ) as t cross join lateral (select pg_get_userbyid(owner)::text as former) as f
        where former <> $1 order by step, thing
        """;

    /// <summary>As the administrator: makes the schemas where they are missing and hands over what is not the owner's.</summary>
    public static async Task EnsureAsync(NpgsqlConnection session, ILogger logger, CancellationToken ct)
    {
        // Who is no superuser acts for the owner as its member.
        await session.ExecuteAsync($"""
            do $do$ begin
                if not (select rolsuper from pg_roles where rolname = current_user) then
                    execute format('grant {Role.Owner} to %I', current_user);
                end if;
            end $do$;
            revoke all on schema public from public;
            create schema if not exists ledger authorization {Role.Owner};
            create schema if not exists polls authorization {Role.Owner};
            """, ct);

        // One at a time, each with its own short lock: services may be at work in the meantime, and what they lose as owners
        // they keep by a grant of the same transaction. The script RuntimeRoles then takes what is too much.
        foreach (var row in await session.RowsAsync(Foreign, ct, Role.Owner))
        {
            var (thing, former, reach) = (row[0], row[1], row[2]);
            var grant = Role.Services.Contains(former) ? $"grant {reach} on {thing} to {Role.Identifier(former)}" : "";
            await session.ExecuteAsync($"alter {thing} owner to {Role.Owner}; {grant}", ct);
            Log.OwnerChanged(logger, thing, former);
        }
    }
}
