using Microsoft.EntityFrameworkCore;

namespace Voting.Api.Exports;

/// <summary>The views of the ledger that have final polls and nothing else.</summary>
internal static class ExportViews
{
    private const string Schema = "ledger";

    public static void Configure(ModelBuilder model)
    {
        model.Entity<FinalBallotRow>(view =>
        {
            view.ToView("final_ballots", Schema).HasNoKey();
            view.Property(row => row.Poll).HasColumnName("poll");
            view.Property(row => row.Content).HasColumnName("content");
            view.Property(row => row.Ballots).HasColumnName("ballots");
        });
        model.Entity<FinalDefinitionRow>(view =>
        {
            view.ToView("final_definitions", Schema).HasNoKey();
            view.Property(row => row.Poll).HasColumnName("poll");
            view.Property(row => row.Definition).HasColumnName("definition").HasColumnType("jsonb");
            view.Property(row => row.NeedsCount).HasColumnName("needs_count");
        });
    }
}

internal sealed record FinalBallotRow(string Poll, string Content, long Ballots);

internal sealed record FinalDefinitionRow(string Poll, string Definition, bool NeedsCount);
