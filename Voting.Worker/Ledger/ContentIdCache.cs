using System.Collections.Concurrent;
using Npgsql;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Worker.Ledger;

/// <summary>
/// Remembers the ledger's short ids of polls and of ballot contents. They are never reused, so a remembered one stays
/// true; and a content is checked against its poll once, when its id is asked for.
/// </summary>
internal sealed class ContentIdCache
{
    private readonly ConcurrentDictionary<string, int> _polls = new(StringComparer.Ordinal);
    private readonly ContentIdMap _contents = new();

    public void Forget()
    {
        _polls.Clear();
        _contents.Clear();
    }

    /// <summary>Puts ids to the ballots; those that get none are named in the batch.</summary>
    public async Task<LedgerBatch> ResolveAsync(NpgsqlConnection connection, IReadOnlyList<BallotRow> ballots, CancellationToken ct)
    {
        _contents.Reserve(ballots.Count);
        await LearnPollsAsync(connection, [.. ballots.Select(b => b.Poll).Distinct(StringComparer.Ordinal).Where(poll => !_polls.ContainsKey(poll))], ct);
        var keys = KeysOf(ballots);
        await LearnContentsAsync(connection, ballots, keys, ct);

        var batch = new LedgerBatch(ballots.Count);
        for (var i = 0; i < ballots.Count; i++)
        {
            var ballot = ballots[i];
            if (!_polls.TryGetValue(ballot.Poll, out var poll))
            {
                batch.UnknownPoll.Add(ballot.Position);
            }
            else if (!_contents.TryGet(keys[i], out var content))
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

    // A ballot of an unknown poll has no key; nothing looks for it.
    private ContentKey[] KeysOf(IReadOnlyList<BallotRow> ballots)
    {
        var keys = new ContentKey[ballots.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = _polls.TryGetValue(ballots[i].Poll, out var poll) ? ContentKey.Of(poll, ballots[i].Content) : default;
        }

        return keys;
    }

    private async Task LearnContentsAsync(NpgsqlConnection connection, IReadOnlyList<BallotRow> ballots, ContentKey[] keys, CancellationToken ct)
    {
        var missing = new Dictionary<ContentKey, BallotRow>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != default && !_contents.TryGet(keys[i], out _))
            {
                missing.TryAdd(keys[i], ballots[i]);
            }
        }

        if (missing.Count == 0)
        {
            return;
        }

        var definitions = await DefinitionsAsync(connection, [.. missing.Values.Select(m => m.Poll).Distinct(StringComparer.Ordinal)], ct);
        foreach (var gone in missing.Values.Select(m => m.Poll).Where(poll => !definitions.ContainsKey(poll)).ToList())
        {
            // Remembered, but not in this database, or not readable there: it was restored, replaced or changed beneath us.
            // The ballot waits as one of an unknown poll.
            _polls.TryRemove(gone, out _);
        }

        var accepted = missing.Where(m => definitions.TryGetValue(m.Value.Poll, out var poll) && BallotRules.Accepts(poll, m.Value.Content)).ToList();
        if (accepted.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("select poll, hash, id from ledger.content_ids($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = accepted.Select(m => m.Key.Poll).ToArray() },
                new() { Value = accepted.Select(m => m.Key.Hash).ToArray() },
                new() { Value = accepted.Select(m => m.Value.Content).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            _contents.Add(ContentKey.OfHash(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1)), reader.GetInt32(2));
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
            if (PollJson.TryRead(reader.GetString(1)) is { } definition)
            {
                definitions[reader.GetString(0)] = definition;
            }
        }

        return definitions;
    }
}
