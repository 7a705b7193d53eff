using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Load.Chaos;

/// <summary>What a run came to, as it is written to a file.</summary>
/// <param name="Lost">Accepted and not stored.</param>
/// <param name="Doubled">Stored without having been sent, or twice.</param>
/// <param name="Wrong">Stored, standing, counted or answered otherwise than it should be.</param>
/// <param name="Balance">The ledger balance at the end.</param>
/// <param name="LateBalances">Faults after which the balance took more than 10 s to be zero. A busy machine can cause that, so it breaks nothing.</param>
/// <param name="SlowestRecoveryS">Longest time from the end of a fault to the first vote that was accepted and counted after it.</param>
internal sealed record ChaosResult(
    int Faults, int Seed, long Accepted, long Uncertain, long Refused, long Lost, long Doubled, long Wrong, long OutOfOrder,
    long Balance, bool RecountEqual, double SlowestRecoveryS, double SlowestBalanceS, int LateBalances, int PollsClosed, IReadOnlyList<string> Problems)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether every accepted vote was counted exactly once.</summary>
    [JsonIgnore]
    public bool Kept => Lost == 0 && Doubled == 0 && Wrong == 0 && OutOfOrder == 0 && Balance == 0 && RecountEqual && Problems.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    public override string ToString() => string.Join('\n', (string[])
    [
        $"{Faults} faults, seed {Seed}: {Accepted:N0} votes accepted, {Uncertain:N0} without a certain answer, {Refused:N0} refused; {PollsClosed} polls closed meanwhile",
        $"lost {Lost}, doubled {Doubled}, wrong {Wrong}, out of order {OutOfOrder}; balance {Balance}; recount {(RecountEqual ? "equal" : "NOT EQUAL")}",
        $"slowest recovery {SlowestRecoveryS:N1} s, slowest balance {SlowestBalanceS:N1} s{(LateBalances == 0 ? "" : $" ({LateBalances} took more than 10 s)")}",
        .. Problems.Take(20).Select(problem => $"  {problem}"),
        Kept ? "Every accepted vote was counted exactly once." : $"THE PROMISE IS BROKEN. Again: ./voting chaos --faults {Faults} --seed {Seed}",
    ]);
}
