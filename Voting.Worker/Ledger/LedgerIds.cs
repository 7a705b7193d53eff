using System.Collections.Concurrent;
using Npgsql;

namespace Voting.Worker.Ledger;

/// <summary>
/// Remembers the ledger's short ids of polls and of ballot contents. They are never reused, so a remembered one stays
/// true; and a content is checked against its poll once, when its id is asked for.
/// </summary>
internal sealed class LedgerIds
{
    // Enough for every content of ordinary polls; a poll with more distinct rankings than this just asks again.
    private const int MaxRemembered = 200_000;

    private readonly ConcurrentDictionary<string, int> _polls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Poll, string Content), int> _contents = new();

    public void Forget()
    {
        _polls.Clear();
        _contents.Clear();
    }

    /// <summary>Puts ids to the ballots; those that get none are named in the batch.</summary>
    public async Task<LedgerBatch> ResolveAsync(NpgsqlConnection connection, IReadOnlyList<CastBallot> ballots, CancellationToken ct)
    {
        if (_contents.Count > MaxRemembered)
        {
            _contents.Clear();
        }

        await LearnPollsAsync(connection, [.. Missing(ballots, b => _polls.ContainsKey(b.Poll), b => b.Poll)], ct);
        await LearnContentsAsync(connection, ballots, ct);

        var batch = new LedgerBatch(ballots.Count);
        foreach (var ballot in ballots)
        {
            if (!_polls.TryGetValue(ballot.Poll, out var poll))
            {
                batch.UnknownPoll.Add(ballot.Position);
            }
            else if (!_contents.TryGetValue((poll, ballot.Content), out var content))
            {
                batch.NotOfThisPoll.Add(ballot.Position);
            }
            else
            {
                batch.Add(ballot, poll, content);
            }
        }

        return batch;
    }

    private async Task LearnPollsAsync(NpgsqlConnection connection, string[] polls, CancellationToken ct)
    {
        if (polls.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("select poll, id from ledger.poll where poll = any($1)", connection)
        {
            Parameters = { new() { Value = polls } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            _polls[reader.GetString(0)] = reader.GetInt32(1);
        }
    }

    private async Task LearnContentsAsync(NpgsqlConnection connection, IReadOnlyList<CastBallot> ballots, CancellationToken ct)
    {
        var missing = Missing(
            ballots,
            b => !_polls.TryGetValue(b.Poll, out var poll) || _contents.ContainsKey((poll, b.Content)),
            b => (b.Poll, b.Content));
        if (missing.Count == 0)
        {
            return;
        }

        var definitions = await DefinitionsAsync(connection, [.. missing.Select(m => m.Poll).Distinct()], ct);
        foreach (var gone in missing.Select(m => m.Poll).Where(poll => !definitions.ContainsKey(poll)).ToList())
        {
            // Remembered, but not in this database: it was restored or replaced beneath us. The ballot waits as one of an unknown poll.
            _polls.TryRemove(gone, out _);
        }

        missing.RemoveWhere(m => !definitions.TryGetValue(m.Poll, out var poll) || !poll.Accepts(m.Content));
        if (missing.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("select poll, content, id from ledger.content_ids($1, $2)", connection)
        {
            Parameters =
            {
                new() { Value = missing.Select(m => _polls[m.Poll]).ToArray() },
                new() { Value = missing.Select(m => m.Content).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            _contents[(reader.GetInt32(0), reader.GetString(1))] = reader.GetInt32(2);
        }
    }

    private static async Task<Dictionary<string, PollDefinition>> DefinitionsAsync(NpgsqlConnection connection, string[] polls, CancellationToken ct)
    {
        var definitions = new Dictionary<string, PollDefinition>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select poll, definition::text from ledger.poll where poll = any($1)", connection)
        {
            Parameters = { new() { Value = polls } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            definitions[reader.GetString(0)] = PollDefinition.Parse(reader.GetString(1))!;
        }

        return definitions;
    }

    private static HashSet<T> Missing<T>(IReadOnlyList<CastBallot> ballots, Func<CastBallot, bool> known, Func<CastBallot, T> key)
    {
        var missing = new HashSet<T>();
        foreach (var ballot in ballots)
        {
            if (!known(ballot))
            {
                missing.Add(key(ballot));
            }
        }

        return missing;
    }
}
