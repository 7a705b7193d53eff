using Voting.Load.Chaos;

namespace Voting.Load.Tests.Chaos;

/// <summary>The short run that continuous integration does; `./voting chaos` does long ones.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Faults = 8;
    private const int Seed = 20261121;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Whatever_dies_under_load_every_accepted_vote_is_counted_exactly_once()
    {
        using var log = new StringWriter();
        var result = await new ChaosRun(Faults, Seed, only: null, _longest, log).RunAsync(CancellationToken.None);
        output.WriteLine($"{log}\n{result}");

        Assert.True(result.Kept, $"{log}\n{result}");
        Assert.True(result.Accepted > 200, $"Only {result.Accepted} votes were accepted: that is no load.");
        Assert.NotEqual(0, result.PollsClosed);
    }
}
