using Npgsql;
using Voting.Migrations.Tests.Databases;

namespace Voting.Migrations.Tests.Roles;

/// <summary>What each service's role may do and what it may not, statement by statement, on every table, view and function there is.</summary>
[Collection(SharedServer.Name)]
public sealed class ReachTests(ReachTests.OneDatabase one) : IClassFixture<ReachTests.OneDatabase>
{
    private const string Denied = "42501";

    private const string Relations = """
        select c.oid::regclass::text, (select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum desc limit 1)
        from pg_class c where relnamespace::regnamespace::text in ('ledger', 'polls') and relkind in ('r', 'v') order by 1
        """;

    private const string Functions = """
        select p.oid::regprocedure || '|' || format('%s(%s)', p.oid::regproc, (select string_agg('null::' || format_type(t, null), ', ') from unnest(p.proargtypes) t))
        from pg_proc p where pronamespace::regnamespace::text in ('ledger', 'polls') and prorettype <> 'trigger'::regtype order by 1
        """;

    public static TheoryData<string> Services => [.. Database.Services];

    [Theory]
    [InlineData("voting_worker", """
        ledger.balance_reading: select, insert, update
        ledger.ballot: select, insert
        ledger.ballot_content: select, insert
        ledger.option_sum: select, insert, update, delete
        ledger.poll: select, insert, update
        ledger.poll_count: select, insert, update
        ledger.poll_count_result: select, insert, update
        ledger.poll_event: select, insert
        ledger.rejection: select, insert
        ledger.schemaversions: select
        ledger.stale_counts: select
        ledger.standing: select, insert, update, delete
        ledger.tallies: select
        ledger.tally: select, insert, update
        """)]
    [InlineData("voting_api", """
        ledger.balance: select
        ledger.count_results: select
        ledger.final_ballots: select
        ledger.final_definitions: select
        ledger.option_tallies: select
        ledger.poll_results: select
        ledger.receipts: select
        ledger.schemaversions: select
        ledger.score_scales: select
        ledger.score_tallies: select
        ledger.store_marks: select
        ledger.tallies: select
        ledger.voters: select
        polls.__migrations: select
        polls.audit: select, insert
        polls.code: select, insert, update
        polls.poll: select, insert, update, delete
        """)]
    [InlineData("voting_results", """
        ledger.balance: select
        ledger.count_results: select
        ledger.option_tallies: select
        ledger.poll_results: select
        ledger.receipts: select
        ledger.schemaversions: select
        ledger.score_scales: select
        ledger.score_tallies: select
        ledger.tallies: select
        """)]
    public async Task A_service_reads_and_writes_what_its_work_needs(string role, string allowed)
    {
        var found = new List<string>();
        await using var connection = await one.Database.OpenAsync(role);
        foreach (var relation in (await one.Database.RowsAsync(Relations)).Select(row => row.Split(' ')))
        {
            var verbs = new List<string>();
            foreach (var (verb, statement) in Statements(relation[0], relation[1]))
            {
                // Another refusal, of a missing value say, comes after the right was found; 55000, 0A000: a view, or its column, that nobody writes through.
                if (await Database.TryAsync(connection, statement) is not (Denied or "55000" or "0A000"))
                {
                    verbs.Add(verb);
                }
            }

            if (verbs.Count > 0)
            {
                found.Add($"{relation[0]}: {string.Join(", ", verbs)}");
            }
        }

        Assert.Equal(allowed.ReplaceLineEndings("\n"), string.Join('\n', found));
    }

    [Theory]
    [InlineData("voting_worker", "")]
    [InlineData("voting_api", "ledger.recount() ledger.recount_sums() ledger.time_of(text)")]
    [InlineData("voting_results", "ledger.time_of(text)")]
    public async Task Only_the_worker_calls_the_functions_of_the_ledger_and_the_API_may_recount(string role, string only)
    {
        var functions = (await one.Database.RowsAsync(Functions)).Select(row => row.Split('|')).ToList();
        Assert.Contains(functions, function => function[0].StartsWith("ledger.store(", StringComparison.Ordinal));
        await using var connection = await one.Database.OpenAsync(role);
        foreach (var function in functions)
        {
            var may = only.Length == 0 || only.Split(' ').Contains(function[0]);
            var refusal = await Database.TryAsync(connection, $"select * from {function[1]}");
            Assert.True(may == (refusal != Denied), $"{role} {function[0]}: {refusal ?? "allowed"}");
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task No_service_alters_drops_or_switches_off_anything(string role)
    {
        await using var connection = await one.Database.OpenAsync(role);
        foreach (var relation in (await one.Database.RowsAsync(Relations)).Select(row => row.Split(' ')[0]))
        {
            foreach (var statement in (string[])[
                $"alter table {relation} add column mine int", $"alter table {relation} disable trigger all", $"alter table {relation} disable trigger user",
                $"alter table {relation} owner to {role}", $"alter table {relation} set (fillfactor = 50)", $"alter table {relation} enable row level security",
                $"drop table {relation}", $"drop view {relation}", $"truncate {relation}", $"create index mine on {relation} ((1))",
                $"create trigger mine before insert on {relation} for each statement execute function ledger.refuse_change()",
                $"create rule mine as on insert to {relation} do instead nothing", $"create policy mine on {relation}", $"comment on table {relation} is 'mine'",
                $"create or replace view {relation} as select 1", $"grant select on {relation} to public with grant option"])
            {
                var refusal = await Database.TryAsync(connection, statement);
                // 42809: a view has no triggers to switch off, a table is no view, and so on: nothing was altered either.
                Assert.True(refusal is Denied or "42809" || statement.StartsWith("grant", StringComparison.Ordinal) && refusal is "0LP01", $"{role}: {statement}: {refusal ?? "allowed"}");
            }
        }

        foreach (var function in (await one.Database.RowsAsync(Functions)).Select(row => row.Split('|')[0]))
        {
            foreach (var statement in (string[])[$"drop function {function}", $"alter function {function} owner to {role}", $"alter function {function} security definer"])
            {
                Assert.Equal((statement, Denied), (statement, await Database.TryAsync(connection, statement)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task No_service_makes_anything_or_becomes_anybody(string role)
    {
        await using var connection = await one.Database.OpenAsync(role);
        foreach (var statement in (string[])[
            "set role voting_owner", "set session authorization voting_owner", "set role postgres", "grant voting_owner to current_user",
            .. Database.Services.Where(other => other != role).Select(other => $"set role {other}"),
            "create table ledger.mine (id int)", "create table polls.mine (id int)", "create table public.mine (id int)", "create temporary table mine (id int)",
            "create function ledger.mine() returns int language sql as 'select 1'", "create view ledger.mine as select 1", "create sequence ledger.mine", "create type ledger.mine as enum ('a')",
            "create schema mine", "drop schema ledger cascade", "drop schema polls cascade", "alter schema ledger rename to mine", "alter schema polls rename to mine",
            "create role mine", $"alter role {role} createrole", $"alter role {role} superuser", "drop role voting_owner", "alter role voting_owner login",
            "set session_replication_role = replica", "alter system set fsync = off", "copy (select 1) to program 'true'", "select pg_read_file('PG_VERSION')",
            "create extension file_fdw schema pg_catalog", $"alter database {one.Database.Name} set search_path = public", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'"])
        {
            Assert.Equal((statement, Denied), (statement, await Database.RefusalAsync(connection, statement)));
        }
    }

    [Fact]
    public async Task The_services_own_nothing_and_belong_to_nobody()
    {
        Assert.Equal(["voting_owner"], await one.Database.RowsAsync("""
            select distinct owner from (
                select nspowner::regrole::text as owner from pg_namespace where nspname in ('ledger', 'polls')
                union all select relowner::regrole::text from pg_class where relnamespace::regnamespace::text in ('ledger', 'polls')
                union all select proowner::regrole::text from pg_proc where pronamespace::regnamespace::text in ('ledger', 'polls')
                union all select typowner::regrole::text from pg_type where typnamespace::regnamespace::text in ('ledger', 'polls')) o
            """));
        Assert.Equal(["0"], await one.Database.RowsAsync("""
            select count(*) from pg_shdepend join pg_roles r on r.oid = refobjid and r.rolname in ('voting_api', 'voting_worker', 'voting_results')
            where deptype = 'o'
            """));
        Assert.Equal(["0"], await one.Database.RowsAsync("select count(*) from pg_auth_members where member::regrole::text like 'voting%'"));
    }

    [Fact]
    public async Task A_service_that_was_made_a_member_of_the_owner_is_none_after_the_next_run()
    {
        Assert.Equal(Denied, await AgainAsync("grant voting_owner to voting_worker", "set role voting_owner"));
    }

    [Fact]
    public async Task A_service_whose_role_was_given_powers_has_none_after_the_next_run()
    {
        Assert.Equal(Denied, await AgainAsync("alter role voting_worker createrole createdb", "create role mine"));
    }

    [Fact]
    public async Task Every_service_logs_in_with_its_password_and_with_no_other()
    {
        foreach (var role in Database.Services)
        {
            Assert.Equal([role], await one.Database.RowsAsync("select current_user::text", role));
            await using var wrong = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(one.Database.Of(role)) { Password = "another", Pooling = false }.ConnectionString);
            Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => wrong.OpenAsync())).SqlState);
        }
    }

    private async Task<string?> AgainAsync(string meddling, string statement)
    {
        await one.Database.RowsAsync(meddling);
        await using (var before = await one.Database.OpenAsync("voting_worker"))
        {
            Assert.Null(await Database.TryAsync(before, statement));
        }

        await one.Database.MigrateAsync();
        await using var after = await one.Database.OpenAsync("voting_worker");
        return await Database.TryAsync(after, statement);
    }

    private static IEnumerable<(string Verb, string Statement)> Statements(string relation, string column) =>
    [
        ("select", $"select {column} from {relation} where false"),
        ("insert", $"insert into {relation} default values"),
        ("update", $"update {relation} set {column} = {column} where false"),
        ("delete", $"delete from {relation} where false"),
    ];

    public sealed class OneDatabase(Server server) : IAsyncLifetime
    {
        internal Database Database { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Database = await server.MigratedAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
