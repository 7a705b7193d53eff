using System.Diagnostics;

namespace AppHost.Tests;

/// <summary>Redis and PostgreSQL as processes of this machine: what their scripts promise, without the rest of the system.</summary>
public sealed class StoreScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-stores-");

    // PostgreSQL runs as another user where the tests run as root; it must be able to enter.
    public StoreScriptTests() => Run("chmod", "711", _folder.FullName);

    /// <summary>The user who runs the tests, and where that is root also one who is not.</summary>
    public static TheoryData<string> Users => Environment.IsPrivilegedProcess ? ["", "postgres"] : [""];

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Redis_keeps_its_data_and_syncs_every_write_and_its_password_is_on_no_command_line(string user)
    {
        Allow(user);
        await using (var redis = StoreScript.Redis(Data, user))
        {
            await redis.AnswersAsync();
            Assert.Equal(("appendfsync\nalways", true), await redis.AskAsync("CONFIG", "GET", "appendfsync"));
            Assert.Equal(("OK", true), await redis.AskAsync("SET", "vote", "cats"));
            Assert.DoesNotContain(StoreScript.Password, await CommandLinesAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await redis.StopAsync());
        }

        await using var again = StoreScript.Redis(Data, user);
        await again.AnswersAsync();
        Assert.Equal(("cats", true), await again.AskAsync("GET", "vote"));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task PostgreSQL_keeps_its_data_and_disconnects_its_clients_when_it_is_told_to_end(string user)
    {
        Allow(user);
        await using (var postgres = StoreScript.Postgres(Data, user))
        {
            await postgres.AnswersAsync();
            Assert.True((await postgres.AskAsync("create table vote as select 'cats' as choice")).Success);
            Assert.DoesNotContain(StoreScript.Password, await CommandLinesAsync(), StringComparison.Ordinal);

            var sleeper = postgres.AskAsync("select pg_sleep(60)");
            var stopping = Stopwatch.StartNew();
            Assert.Equal(0, await postgres.StopAsync());
            Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(20), $"It waited for its client: {stopping.Elapsed}");
            Assert.False((await sleeper).Success);
        }

        await using var again = StoreScript.Postgres(Data, user);
        await again.AnswersAsync();
        Assert.Equal(("cats", true), await again.AskAsync("select choice from vote"));
    }

    [Fact]
    public async Task PostgreSQL_wants_the_password_that_the_model_gives()
    {
        await using var postgres = StoreScript.Postgres(Data);
        await postgres.AnswersAsync();

        using var stranger = Process.Start(new ProcessStartInfo("psql", ["-w", "-h", "127.0.0.1", "-p", $"{postgres.Port}", "-U", "postgres", "-c", "select 1"]) { RedirectStandardError = true, UseShellExecute = false, Environment = { ["PGPASSWORD"] = "wrong" } })!;
        Assert.Contains("password authentication failed", await stranger.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_database_that_a_crash_left_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(Data, "new", "base"));

        await using var postgres = StoreScript.Postgres(Data);
        await postgres.AnswersAsync();
    }

    [Fact]
    public async Task Data_in_use_are_waited_for_and_taken_over_also_after_a_kill()
    {
        await using var first = StoreScript.Postgres(Data);
        await first.AnswersAsync();
        await first.AskAsync("create table vote as select 'cats' as choice");
        await using var second = StoreScript.Postgres(Data);
        await second.SaysAsync("Another process still uses");

        var server = await ChildAsync(first.Id);
        await StoreScript.SignalAsync(first.Id, "KILL");
        // The script is gone, the server lives and holds the lock: its own end frees the data.
        Assert.True((await first.AskAsync("select 1")).Success);
        Assert.DoesNotContain("database system is ready", second.Output, StringComparison.Ordinal);
        await StoreScript.SignalAsync(server, "KILL");

        await second.AnswersAsync();
        Assert.Equal(("cats", true), await second.AskAsync("select choice from vote"));
    }

    [Theory]
    [InlineData("PG_VERSION", "", "damaged")]
    [InlineData("global/pg_control", "", "damaged")]
    [InlineData("PG_VERSION", "9\n", "was written by PostgreSQL 9")]
    public async Task Data_that_cannot_be_used_are_left_as_they_are_and_the_person_is_told(string file, string content, string told)
    {
        await using (var postgres = StoreScript.Postgres(Data))
        {
            await postgres.AnswersAsync();
        }

        var path = Path.Combine(Data, "pgdata", file);
        await File.WriteAllTextAsync(path, content);

        await using var damaged = StoreScript.Postgres(Data);

        Assert.Equal(65, await damaged.EndAsync());
        Assert.Contains(told, damaged.Output, StringComparison.Ordinal);
        Assert.Contains("left as it is", damaged.Output, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_missing_program_is_named_with_the_command_that_installs_it()
    {
        using var programs = new ProgramsWithout("redis-server");
        await using var redis = StoreScript.Redis(Data, path: programs.Path);

        Assert.Equal(127, await redis.EndAsync());
        Assert.Equal("'redis-server' is not installed. Install it, then start this resource again: sudo apt-get install redis-server", redis.Output.Trim());
    }

    [Fact]
    public async Task Without_a_volume_data_end_with_the_process()
    {
        await using var redis = StoreScript.Redis("");
        await redis.AnswersAsync();
        var folder = (await redis.AskAsync("CONFIG", "GET", "dir")).Answer.Split('\n')[^1];
        Assert.True(Directory.Exists(folder));

        await redis.StopAsync();

        Assert.False(Directory.Exists(folder));
        Assert.False(File.Exists($"{folder}.lock"));
    }

    private void Allow(string user)
    {
        if (user.Length > 0)
        {
            Run("chown", user, _folder.FullName);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private static async Task<string> CommandLinesAsync()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-eww", "-o", "args"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return await ps.StandardOutput.ReadToEndAsync();
    }

    private static async Task<int> ChildAsync(int parent)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "pid=", "--ppid", $"{parent}"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return int.Parse(await ps.StandardOutput.ReadToEndAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
