using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Api.Audit;
using Voting.Api.Codes;
using Voting.Api.Http;
using Voting.Api.Stores;
using Voting.Api.Streams;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

/// <summary>
/// Puts on the stream what the polls' own schema holds and the stream does not: new versions, and the close marker of every
/// poll whose closing time has come. Any replica may do it, and twice is harmless.
/// </summary>
internal sealed class PollOutbox(
    IServiceScopeFactory scopes, VoteStream stream, PublishedCodes codes, SchemaReadiness schema, SeedPoll seedPoll, StoreGate gate, TimeProvider clock, ILogger<PollOutbox> logger) : BackgroundService
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _published = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything that was in the schema at start is on the stream.</summary>
    public Task Published => _published.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Ready.WaitAsync(stoppingToken);
        var everything = true;
        var seedPollIsThere = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Before anything is published, and at least every five seconds: what is published would hide that Redis was restored.
                if (await gate.CheckAsync(stoppingToken) is not null)
                {
                    everything = true;
                    _published.TrySetResult(); // this process serves, and what it serves is the reason why it accepts nothing
                    await Task.Delay(_retry, clock, stoppingToken);
                    continue;
                }

                if (!seedPollIsThere)
                {
                    await seedPoll.EnsureAsync(stoppingToken);
                    seedPollIsThere = true;
                }

                var next = await RunAsync(everything, stoppingToken);
                everything = false;
                _published.TrySetResult();
                await Task.Delay(next, clock, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                everything = true;
                Log.OutboxInterrupted(logger, exception.Message);
                await Task.Delay(_retry, clock, stoppingToken);
            }
        }
    }

    /// <summary>Publishes what is due and returns how long nothing will be.</summary>
    public async Task<TimeSpan> RunAsync(bool everything, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PollsDbContext>();
        var now = clock.GetUtcNow();
        // Redis may have come back without what it had: then all polls are published, not only those that are marked as unpublished.
        everything |= await stream.CountPollsAsync() < await database.Polls.CountAsync(poll => poll.PublishedVersion > 0, ct);
        // A draft is nobody's business but its hosts'.
        var published = database.Polls.Where(poll => !poll.IsDraft);
        // Ids only: a row that cannot be read must not keep those behind it from opening and closing.
        var due = await published
            .Where(poll => everything || poll.PublishedVersion < poll.Version || poll.PublishedCodes < poll.CodesVersion || (!poll.ClosePublished && poll.ClosesAt <= now))
            .OrderBy(poll => poll.CreatedAt).ThenBy(poll => poll.Id)
            .Select(poll => poll.Id)
            .ToListAsync(ct);
        foreach (var poll in due)
        {
            await TryPublishAsync(poll, everything, database, now, ct);
        }

        var closing = await published
            .Where(poll => !poll.ClosePublished && poll.ClosesAt > now && poll.ClosesAt < now + _longestPause)
            .MinAsync(poll => poll.ClosesAt, ct);
        var pause = closing - clock.GetUtcNow() ?? _longestPause;
        return pause <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(10) : pause < _longestPause ? pause : _longestPause;
    }

    // What is wrong with this one row: it does not parse, or PostgreSQL refuses it. A store that is away, or a poll that was changed meanwhile, is tried again.
    private static bool IsOfTheRow(Exception fault) => fault switch
    {
        DbUpdateConcurrencyException => false,
        DbUpdateException { InnerException: PostgresException { ConstraintName: AuditRowConfiguration.Key } } => false,
        DbUpdateException { InnerException: PostgresException refused } => !refused.IsTransient,
        _ => !StoreExceptionHandler.IsOutage(fault),
    };

    private async Task TryPublishAsync(string poll, bool everything, PollsDbContext database, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            if (await database.Polls.FindAsync([poll], ct) is { } row)
            {
                // A Redis that came back without what it had needs the codes again, although they were published.
                row.PublishedCodes = everything ? 0 : row.PublishedCodes;
                await PublishAsync(row, database, now, ct);
                await database.SaveChangesAsync(ct);
            }

            _unreadable.Remove(poll);
        }
        catch (Exception fault) when (IsOfTheRow(fault) && !ct.IsCancellationRequested)
        {
            if (_unreadable.Add(poll))
            {
                Log.PollUnreadable(logger, poll, fault);
            }
        }
        finally
        {
            database.ChangeTracker.Clear();
        }
    }

    /// <summary>Publishes one poll; the caller saves the row.</summary>
    public async Task PublishAsync(PollRow row, PollsDbContext database, DateTimeOffset now, CancellationToken ct)
    {
        if (row.IsDraft)
        {
            return;
        }

        // Before the poll can be seen: nobody who has a code is refused in its first moment.
        if (row.PublishedCodes < row.CodesVersion)
        {
            if (!row.IsClosed(now))
            {
                await codes.PublishAsync(row.Id, database, ct);
            }

            row.PublishedCodes = row.CodesVersion;
        }

        var definition = PollJson.Read(row.Definition);
        if (!await stream.DefineAsync(definition))
        {
            // The poll opened while its new meaning was on its way: it stays as the voters saw it, unless it was closed by hand since.
            var seen = PollJson.Read(await stream.DefinitionAsync(row.Id)) with { Version = row.Version };
            row.Definition = PollJson.Write(seen);
            row.ClosesAt = row.ClosesAt == definition.ClosesAt ? seen.ClosesAt : row.ClosesAt;
            await database.NoteAsync(row.Id, AuditAction.ChangeUndone, AuditActor.System, $"version {row.Version}: the poll opened before it got there", now, ct);
            Log.ChangeCameTooLate(logger, row.Id);
            await stream.DefineAsync(seen);
        }

        if (row.PublishedVersion < row.Version)
        {
            row.PublishedVersion = row.Version;
            Log.PollPublished(logger, row.Id, row.Version);
        }

        if (row.ClosePublished || row.ClosesAt <= now)
        {
            await stream.CloseAsync(row.Id);
            await codes.ForgetAsync(row.Id);
            if (!row.ClosePublished)
            {
                row.ClosePublished = true;
                Log.PollClosed(logger, row.Id);
            }
        }
    }
}
