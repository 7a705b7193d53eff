using Voting.Contracts.Hosts;

namespace Voting.Contracts.Tests;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 26, 17, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void A_log_as_it_was_written_is_unbroken() => Assert.True(AuditChain.IsUnbroken("pets", Log("pets")));

    [Fact]
    public void Whatever_is_changed_dropped_or_put_elsewhere_breaks_it()
    {
        var log = Log("pets");
        AuditEntry[][] forged =
        [
            [log[0] with { Detail = "version 2" }, log[1], log[2]], [log[0], log[1] with { Actor = AuditActor.Host }, log[2]], [log[0], log[1], log[2] with { At = _at.AddMilliseconds(1) }],
            [log[0] with { Action = AuditAction.Drafted }, log[1], log[2]], [log[1], log[2]], [log[0], log[2]], [log[0], log[2], log[1]], [log[0], log[0], log[1]],
        ];

        Assert.All(forged, entries => Assert.False(AuditChain.IsUnbroken("pets", entries)));
        Assert.False(AuditChain.IsUnbroken("lunch", log));
    }

    [Fact]
    public void The_hash_is_that_of_the_documented_lines()
        => Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
                $"{AuditChain.Start}\npets\n1\n2026-11-26T17:00:00.123Z\nopened\nadministrator\nversion 1"))),
            Log("pets")[0].Hash);

    [Fact]
    public void A_host_key_matches_its_own_hash_only()
    {
        var (one, other) = (HostKey.Create(), HostKey.Create());

        Assert.True(HostKey.IsHostKey(one));
        Assert.True(HostKey.Matches(one, HostKey.Hash(one)));
        Assert.False(HostKey.Matches(other, HostKey.Hash(one)));
        Assert.False(HostKey.Matches(one, null));
    }

    private static List<AuditEntry> Log(string poll)
    {
        var (log, previous) = (new List<AuditEntry>(), AuditChain.Start);
        foreach (var (action, detail) in new[] { (AuditAction.Opened, "version 1"), (AuditAction.Changed, "version 2: question"), (AuditAction.Closed, (string?)null) })
        {
            var entry = new AuditEntry(log.Count + 1, _at, action, AuditActor.Administrator, detail, "");
            log.Add(entry with { Hash = previous = AuditChain.Hash(previous, poll, entry) });
        }

        return log;
    }
}
