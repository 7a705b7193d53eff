using Microsoft.EntityFrameworkCore;

namespace Voting.Api.Results;

/// <summary>The read model as this service reads it: views of the ledger, never its tables.</summary>
internal static class LedgerViews
{
    private const string Schema = "ledger";

    public static void Configure(ModelBuilder model)
    {
        model.Entity<PollResultRow>(view =>
        {
            view.ToView("poll_results", Schema).HasNoKey();
            view.Property(row => row.Poll).HasColumnName("poll");
            view.Property(row => row.Question).HasColumnName("question");
            view.Property(row => row.Kind).HasColumnName("kind");
            view.Property(row => row.State).HasColumnName("state");
            view.Property(row => row.Counted).HasColumnName("counted");
            view.Property(row => row.Superseded).HasColumnName("superseded");
            view.Property(row => row.Rejected).HasColumnName("rejected");
            view.Property(row => row.Abstained).HasColumnName("abstained");
        });
        model.Entity<OptionTallyRow>(view =>
        {
            view.ToView("option_tallies", Schema).HasNoKey();
            view.Property(row => row.Poll).HasColumnName("poll");
            view.Property(row => row.Option).HasColumnName("option");
            view.Property(row => row.Ordinal).HasColumnName("ordinal");
            view.Property(row => row.Label).HasColumnName("label");
            view.Property(row => row.Ballots).HasColumnName("ballots");
            view.Property(row => row.Score).HasColumnName("score");
        });
        model.Entity<CountRow>(view =>
        {
            view.ToView("count_results", Schema).HasNoKey();
            view.Property(row => row.Poll).HasColumnName("poll");
            view.Property(row => row.Result).HasColumnName("result").HasColumnType("jsonb");
            view.Property(row => row.IsCurrent).HasColumnName("is_current");
        });
        model.Entity<ReceiptRow>(view =>
        {
            view.ToView("receipts", Schema).HasNoKey();
            view.Property(row => row.Ballot).HasColumnName("ballot");
            view.Property(row => row.Poll).HasColumnName("poll");
            view.Property(row => row.Position).HasColumnName("position");
            view.Property(row => row.Status).HasColumnName("status");
            view.Property(row => row.Reason).HasColumnName("reason");
        });
        model.Entity<BalanceRow>(view =>
        {
            view.ToView("balance", Schema).HasNoKey();
            view.Property(row => row.Accepted).HasColumnName("accepted");
            view.Property(row => row.Stored).HasColumnName("stored");
            view.Property(row => row.InFlight).HasColumnName("in_flight");
            view.Property(row => row.DeadLettered).HasColumnName("dead_lettered");
            view.Property(row => row.Balance).HasColumnName("balance");
            view.Property(row => row.MeasuredAt).HasColumnName("measured_at");
        });
    }
}

internal sealed record PollResultRow(
    string Poll, string Question, string Kind, string State, long Counted, long Superseded, long Rejected, long Abstained);

internal sealed record OptionTallyRow(string Poll, string Option, int Ordinal, string Label, long Ballots, long? Score);

internal sealed record CountRow(string Poll, string Result, bool IsCurrent);

internal sealed record ReceiptRow(Guid Ballot, string Poll, long Position, string Status, string? Reason);

internal sealed record BalanceRow(long Accepted, long Stored, long InFlight, long DeadLettered, long Balance, DateTimeOffset MeasuredAt);
