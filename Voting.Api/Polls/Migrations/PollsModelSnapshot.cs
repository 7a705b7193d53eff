using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Voting.Api.Polls.Migrations;

/// <summary>The model that the migrations add up to: the table alone. Views belong to the ledger and are never migrated here.</summary>
[DbContext(typeof(PollsDbContext))]
internal sealed class PollsModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new PollRowConfiguration());
    }
}
