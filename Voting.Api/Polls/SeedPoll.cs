using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Voting.Api.Audit;
using Voting.Api.Ballots;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

/// <summary>The poll that a new system opens by itself; section <c>SeedPoll</c>. No question: none is opened.</summary>
internal sealed class SeedPollOptions : IValidateOptions<SeedPollOptions>
{
    public const string Section = "SeedPoll";

    public string Id { get; init; } = "first";

    public string? Question { get; init; }

    /// <summary>Labels, separated by commas.</summary>
    public string Options { get; init; } = "";

    public PollDraft Draft() => new(
        Id, Question, PollKind.Single,
        [.. Options.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(label => new OptionDraft(null, label))],
        null, null, null, null, null, null);

    public ValidateOptionsResult Validate(string? name, SeedPollOptions options)
    {
        var problems = options.Question is null
            ? []
            : PollRules.Define(options.Draft(), 1, out _).SelectMany(problem => problem.Value.Select(text => $"{Section}: {problem.Key}: {text}")).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Opens the configured first poll where it does not exist yet.</summary>
internal sealed class SeedPoll(IServiceScopeFactory scopes, VoterKeys keys, TimeProvider clock, IOptions<SeedPollOptions> options)
{
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (options.Value.Question is null)
        {
            return;
        }

        PollRules.Define(options.Value.Draft(), 1, out var poll);
        poll = poll with { VoterKey = keys.Current.Fingerprint, JoinCode = JoinCode.Create() };
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PollsDbContext>();
        if (await database.Polls.AnyAsync(row => row.Id == poll.Id, ct))
        {
            return;
        }

        database.Polls.Add(new() { Id = poll.Id, Definition = PollJson.Write(poll), Version = 1 });
        await database.NoteAsync(poll.Id, AuditAction.Opened, AuditActor.Administrator, "version 1, the poll of the settings", clock.GetUtcNow(), ct);
        try
        {
            await database.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: PollRowConfiguration.Key or AuditRowConfiguration.Key })
        {
            // Two replicas may start at once: the other one was faster.
            database.ChangeTracker.Clear();
        }
    }
}
