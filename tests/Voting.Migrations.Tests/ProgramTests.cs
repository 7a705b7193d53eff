using System.Diagnostics;
using Voting.Migrations.Ledger;
using Voting.Migrations.Tests.Databases;
using Voting.Stores;

namespace Voting.Migrations.Tests;

/// <summary>The program itself: its exit code, and what it says on standard error.</summary>
[Collection(SharedServer.Name)]
public sealed class ProgramTests(Server server)
{
    // As it was built, with all that it needs beside it: …/tests/Voting.Migrations.Tests/bin/Debug/net10.0/ has only what both need.
    private static readonly string _program = Path.GetFullPath(Path.Combine(
        [AppContext.BaseDirectory, "../../../../..", "Voting.Migrations", "bin", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..], "Voting.Migrations.dll"]));

    [Fact]
    public async Task It_migrates_and_ends_with_0()
    {
        var database = server.New();

        var (exitCode, error) = await RunAsync(database);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(LedgerScripts.Names, await database.RowsAsync("select scriptname from ledger.schemaversions order by 1"));
    }

    [Fact]
    public async Task PostgreSQL_that_stays_away_is_one_line_and_1_when_the_time_is_up()
    {
        var started = Stopwatch.GetTimestamp();

        var (exitCode, error) = await RunAsync(server.New(), ("Migrations__WaitForDatabase", "00:00:02"), ("ConnectionStrings__votes", $"Host=127.0.0.1;Port={FreePort.Find()};Username=postgres;Password=x;Database=votes"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("migrations failed: Failed to connect to 127.0.0.1:", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 2, 30);
    }

    [Fact]
    public async Task PostgreSQL_that_comes_late_is_waited_for()
    {
        await using var store = await PostgresStore.StartAsync();
        var database = new Database(store, "votes");
        await store.KillAsync();

        var run = RunAsync(database);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.False(run.IsCompleted);
        await store.StartAgainAsync();

        Assert.Equal((0, ""), await run);
    }

    [Theory]
    [InlineData("ConnectionStrings__votes-worker", "", "ConnectionStrings__votes-worker is not set.")]
    [InlineData("ConnectionStrings__votes-api", "Host=h;Username=postgres;Password=p", "ConnectionStrings__votes-api must have Username=voting_api and a password.")]
    [InlineData("ConnectionStrings__votes-results", "Host=h;Username=voting_results", "ConnectionStrings__votes-results must have Username=voting_results and a password.")]
    public async Task A_missing_setting_is_named(string variable, string value, string reason)
        => Assert.Equal((1, $"migrations failed: {reason}"), await RunAsync(server.New(), (variable, value)));

    [Fact]
    public async Task What_PostgreSQL_refuses_is_said_at_once_with_the_script_that_it_refused()
    {
        var database = server.New();
        await server.Store.CreateDatabaseAsync(database.Name);
        await database.RowsAsync("create schema ledger; create table ledger.poll (id int)");

        var (exitCode, error) = await RunAsync(database);

        Assert.Equal((1, """migrations failed: 20261121000000_Ledger.sql: 42P07: relation "poll" already exists"""), (exitCode, error.Split('\n')[0]));
        Assert.Equal(["0"], await database.RowsAsync("select count(*) from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'r' and relname <> 'poll'"));
    }

    [Fact]
    public async Task A_wrong_password_is_not_waited_for()
    {
        var started = Stopwatch.GetTimestamp();

        var (exitCode, error) = await RunAsync(server.New(), ("ConnectionStrings__votes", server.Store.ConnectionStringFor("postgres", "wrong", "votes")));

        Assert.Equal((1, """migrations failed: 28P01: password authentication failed for user "postgres" """.TrimEnd()), (exitCode, error));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 30);
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(Database database, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [_program])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__votes"] = database.Administrator;
        foreach (var role in Database.Services)
        {
            start.Environment[$"ConnectionStrings__votes-{role["voting_".Length..]}"] = database.Of(role);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error.Trim());
    }
}
