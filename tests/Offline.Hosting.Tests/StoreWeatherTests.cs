using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Offline.Hosting.Tests;

/// <summary>What goes wrong with the machine's own Redis and PostgreSQL is a state on the dashboard and a sentence on the console, and nobody's data are touched.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class StoreWeatherTests : IDisposable
{
    // Others may enter: PostgreSQL runs as another user where the tests run as root.
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), $"voting-weather-{Guid.NewGuid():N}"),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(null, "'redis-server' is not installed")]
    [InlineData("#!/bin/sh\necho 'Redis server v=6.0.16 sha=0'", "version 7 or later is needed")]
    [InlineData("this is no program", "does not run here")]
    public async Task A_redis_server_that_is_missing_too_old_or_of_another_machine_fails_to_start_and_names_the_remedy(string? program, string said)
    {
        if (program is not null)
            Programs.Write(_folder, "redis-server", program);
        await using var running = await RunningModel.StartAsync(b =>
        {
            b.Configuration["PATH"] = _folder.FullName;
            b.AddRedis("redis");
        });

        var redis = await running.SeeAsync("redis", KnownResourceStates.FailedToStart);

        await running.ShowsAsync(redis, said);
        await running.SaysAsync(said, "apt-get install redis-server");
    }

    [Fact]
    public async Task Of_several_postgres_the_ones_that_are_new_enough_are_found()
    {
        string[] folders = [.. new[] { "14.11", "17.2", "15.5" }.Select(version => Programs.Write(_folder.CreateSubdirectory(version), "postgres", $"#!/bin/sh\necho 'postgres (PostgreSQL) {version} (Debian)'"))];

        Assert.Equal([17, 15], (await MachineProgram.FindAsync("postgres", folders, 15, "remedy", CancellationToken.None)).Select(p => p.Version));
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => MachineProgram.FindAsync("postgres", folders[..1], 15, "remedy", CancellationToken.None));
        Assert.Contains("14.11", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no PostgreSQL database, or a damaged one")]
    [InlineData("9\n", "was written by PostgreSQL 9")]
    public async Task Data_that_postgres_cannot_use_stop_it_with_a_reason_and_stay_as_they_are(string? version, string said)
    {
        var data = _folder.CreateSubdirectory("pgdata");
        data.CreateSubdirectory("global");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "global", "pg_control"), "mine");
        if (version is not null)
            await File.WriteAllTextAsync(Path.Combine(data.FullName, "PG_VERSION"), version);
        await using var running = await RunningModel.StartAsync(b => Keep(b.AddPostgres("postgres"), _folder));

        var postgres = await running.SeeAsync("postgres", KnownResourceStates.FailedToStart);

        await running.ShowsAsync(postgres, said);
        await running.SaysAsync("'postgres' failed to start", said, data.FullName);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(data.FullName, "global", "pg_control")));
    }

    [Fact]
    public async Task A_redis_that_cannot_read_its_data_ends_and_says_which_file()
    {
        var log = _folder.CreateSubdirectory("appendonlydir");
        await File.WriteAllTextAsync(Path.Combine(log.FullName, "appendonly.aof.manifest"), "this is no manifest\n");
        await using var running = await RunningModel.StartAsync(b => Keep(b.AddRedis("redis"), _folder).WithArgs("--appendonly", "yes"));

        var redis = await running.SeeAsync("redis", KnownResourceStates.Finished);

        Assert.Equal(KnownResourceStateStyles.Error, redis.Snapshot.State!.Style);
        await running.SaysAsync("'redis' ended with exit code 1", "manifest");
    }

    [Fact]
    public async Task A_store_waits_for_the_process_that_still_uses_its_data_and_starts_when_that_has_ended()
    {
        var first = await RunningModel.StartAsync(b => Keep(b.AddRedis("redis"), _folder));
        await using var closing = first;
        await first.HealthyAsync("redis");
        await using var second = await RunningModel.StartAsync(b => Keep(b.AddRedis("redis"), _folder));
        await second.ShowsAsync(await second.SeeAsync("redis", KnownResourceStates.Starting), $"Another process still uses {_folder.FullName}");

        await first.CommandAsync("redis", KnownResourceCommands.StopCommand);

        await second.HealthyAsync("redis");
    }

    [Fact]
    public async Task A_store_whose_data_stay_in_use_fails_to_start_and_says_where_to_look()
    {
        await using var first = await RunningModel.StartAsync(b => Keep(b.AddRedis("redis"), _folder));
        await first.HealthyAsync("redis");
        await using var second = await RunningModel.StartAsync(b =>
        {
            Keep(b.AddRedis("redis"), _folder);
            b.Services.Configure<RunPatience>(patience => patience.ForLock = TimeSpan.FromMilliseconds(300));
        });

        await second.SeeAsync("redis", KnownResourceStates.FailedToStart);

        await second.SaysAsync("Another process still uses the data folder", _folder.FullName, "lslocks");
    }

    private static IResourceBuilder<T> Keep<T>(IResourceBuilder<T> store, DirectoryInfo folder)
        where T : ContainerResource
        => store.WithAnnotation(new ContainerMountAnnotation(folder.FullName, "/data", ContainerMountType.BindMount, IsReadOnly: false));
}

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal static class Programs
{
    /// <summary>Writes a file that may be executed; the folder it is in.</summary>
    public static string Write(DirectoryInfo folder, string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder.FullName;
    }
}
