using Voting.Worker.Balance;
using Voting.Worker.Streams;

namespace Voting.Worker.Tests.Balance;

public sealed class LedgerBalanceTests
{
    [Theory]
    [InlineData(10, 0, 0, 0, 10, 10, 10, 0)] // all stored
    [InlineData(10, 3, 2, 1, 4, 4, 4, 0)] // pending, unread and dead-lettered are explained
    [InlineData(10, 0, 0, 0, 8, 10, 10, 0)] // committed between the two readings
    [InlineData(10, 2, 0, 0, 8, 10, 8, 0)] // committed but not yet acknowledged: in flight, not counted twice
    [InlineData(10, 0, 0, 0, 8, 8, 8, 2)] // two lost
    [InlineData(10, 0, 0, 0, 11, 11, 11, -1)] // one twice
    [InlineData(10, 0, 0, 0, 7, 9, 9, 1)] // what was committed meanwhile explains so much and no more
    [InlineData(0, 0, 0, 0, 0, 0, 0, 0)]
    public void The_balance_is_what_no_reading_explains(
        long accepted, long pending, long unread, long dead, long before, long after, long stored, long balance)
    {
        var taken = LedgerBalance.Of(new StreamTotals(accepted, pending, unread, dead), before, after);

        Assert.Equal(new LedgerBalance(accepted, stored, pending + unread, dead, balance), taken);
    }
}
