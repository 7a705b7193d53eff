using System.Net.Sockets;
using Voting.Worker.Intake;

namespace Voting.Worker.Tests.Intake;

public sealed class IntakeServiceTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new TimeoutException(), true },
        { new SocketException(), true },
        { new IOException(), true },
        { new Npgsql.NpgsqlException("gone", new IOException()), true },
        { new Npgsql.NpgsqlException("not understood"), false },
        { new InvalidOperationException(), false },
        { new InvalidCastException(), false },
        { new KeyNotFoundException(), false },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void An_outage_is_told_apart_from_a_bug(Exception exception, bool outage)
        => Assert.Equal(outage, IntakeService.IsOutage(exception));

    [Theory]
    [InlineData("LOADING Redis is loading the dataset in memory", true)]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.", true)]
    [InlineData("NOGROUP No such key 'votes' or consumer group 'ledger'", true)]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value", false)]
    [InlineData("ERR Error running script: attempt to index a nil value", false)]
    [InlineData("NOPERM this user has no permissions to run the 'xack' command", false)]
    public void So_is_what_Redis_answers(string message, bool outage)
        => Assert.Equal(outage, IntakeService.IsPassingReply(message));
}
