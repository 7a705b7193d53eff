using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Voting.Api.Polls;
using Voting.Contracts.Polls;

namespace Voting.Api.Ballots;

/// <summary>
/// Not ready while a poll is open whose key this process does not have: a rollout that lost a key then stops at its first new pod, while the
/// others go on. It says which poll, and is ready again once the key is back or the poll is closed. A PostgreSQL that is away does not count.
/// </summary>
internal sealed class VoterKeyCheck(IServiceScopeFactory scopes, PollOutbox relay, VoterKeys keys, TimeProvider clock, ILogger<VoterKeyCheck> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private volatile IReadOnlyList<PollDefinition>? _without; // null until the first look

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_without switch
        {
            null => HealthCheckResult.Unhealthy("The voter keys of open polls are not checked yet."),
            [var poll, ..] and { Count: var count } => HealthCheckResult.Unhealthy(
                $"Open polls whose voter key is not in Voter:Keys: {count}, among them '{poll.Id}' under {poll.VoterKey}."),
            _ => HealthCheckResult.Healthy("Every open poll has its voter key."),
        });

    // Until nothing is missing: a poll that is opened later has a key of the list.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await relay.Published.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var without = await FindAsync(stoppingToken);
                foreach (var poll in without.ExceptBy((_without ?? []).Select(known => known.Id), poll => poll.Id, StringComparer.Ordinal))
                {
                    Log.VoterKeyMissing(logger, poll.Id, poll.VoterKey);
                }

                _without = without;
                if (without is [])
                {
                    return;
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.VoterKeysUnchecked(logger, exception.Message);
            }

            await Task.Delay(_retry, clock, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<PollDefinition>> FindAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PollsDbContext>();
        var definitions = await database.Polls.Where(poll => !poll.IsDraft && !poll.ClosePublished).Select(poll => poll.Definition).ToListAsync(ct);
        return [.. definitions.Select(Read).OfType<PollDefinition>().Where(poll => keys.Find(poll) is null)];
    }

    // What cannot be read takes no votes either, and must not hide the others.
    private static PollDefinition? Read(string definition)
    {
        try
        {
            return PollJson.Read(definition);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
