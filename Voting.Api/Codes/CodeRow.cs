using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Voting.Api.Polls;

namespace Voting.Api.Codes;

/// <summary>A voting code of a poll, as its hash. It has no time and no trace of a ballot: nothing here says whether it was used.</summary>
internal sealed class CodeRow
{
    public required string Poll { get; init; }

    /// <summary>Keyed hash of the code (<see cref="Ballots.VoterKey.HashCode"/>), another one than the ballot's voter has.</summary>
    public required string Hash { get; init; }

    /// <summary>The number of the request that made it.</summary>
    public required int Batch { get; init; }

    /// <summary>Never taken back.</summary>
    public bool Revoked { get; init; }
}

internal sealed class CodeRowConfiguration : IEntityTypeConfiguration<CodeRow>
{
    public void Configure(EntityTypeBuilder<CodeRow> builder)
    {
        builder.ToTable("code", PollsDbContext.Schema);
        builder.HasKey(code => new { code.Poll, code.Hash }).HasName("code_pkey");
        builder.Property(code => code.Poll).HasColumnName("poll").HasMaxLength(40);
        builder.Property(code => code.Hash).HasColumnName("hash");
        builder.Property(code => code.Batch).HasColumnName("batch");
        builder.Property(code => code.Revoked).HasColumnName("revoked");
    }
}

/// <summary>Changes to any number of codes, each in one statement.</summary>
internal static class CodeRows
{
    public static Task<int> AddCodesAsync(this PollsDbContext database, string poll, string[] hashes, int batch, CancellationToken ct)
        => database.Database.ExecuteSqlAsync($"insert into polls.code (poll, hash, batch, revoked) select {poll}, hash, {batch}, false from unnest({hashes}) as hash", ct);

    public static Task<int> RevokeCodesAsync(this PollsDbContext database, string poll, string[] hashes, CancellationToken ct)
        => database.Codes.Where(code => code.Poll == poll && hashes.Contains(code.Hash)).ExecuteUpdateAsync(set => set.SetProperty(code => code.Revoked, true), ct);
}
