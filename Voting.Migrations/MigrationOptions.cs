using System.ComponentModel.DataAnnotations;

namespace Voting.Migrations;

/// <summary>Section <c>Migrations</c>.</summary>
internal sealed class MigrationOptions
{
    public const string Section = "Migrations";

    /// <summary>How long to wait for a PostgreSQL that is not there yet, before this program gives up with exit code 1.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan WaitForDatabase { get; init; } = TimeSpan.FromMinutes(1);
}
