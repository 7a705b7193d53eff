using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Counting.Polls;

namespace Voting.Api.Tests.Exports;

/// <summary>A poll in the ledger, written and counted as the worker does it, then closed.</summary>
internal static class FinalPoll
{
    private static int _position = 100_000_000;

    public static async Task<string> StoreAsync(Servers servers, PollDraft draft, params (string Content, int Ballots)[] ballots)
    {
        var poll = await OpenAsync(servers, draft, ballots);
        await CloseAsync(servers, poll);
        await CountAsync(servers, poll, ballots);
        return poll.Id;
    }

    public static async Task<PollDefinition> OpenAsync(Servers servers, PollDraft draft, params (string Content, int Ballots)[] ballots)
    {
        Assert.Empty(PollRules.Define(draft with { Id = ApiClient.NewPollId() }, 1, out var poll));
        poll = poll.WithTieSeed() with { VoterKey = "fingerprint" };
        await servers.ExecuteAsync($"select ledger.apply_definition({Next()}, 'poll.opened', '{poll.Id}', 1, '{PollJson.Write(poll).Replace("'", "''", StringComparison.Ordinal)}')");
        foreach (var (content, count) in ballots)
        {
            await servers.ExecuteAsync($"""
                select ledger.store(array_agg({Next(count)} + n), array_agg(gen_random_uuid()), array_agg(c.poll), array_agg(gen_random_uuid()), array_agg(c.id))
                from ledger.content_ids(array[(select id from ledger.poll where poll = '{poll.Id}')], array['{content}']) c, generate_series(1::bigint, {count}) n
                """);
        }

        return poll;
    }

    public static Task CloseAsync(Servers servers, PollDefinition poll)
        => servers.ExecuteAsync($"select ledger.apply_fence({Next()}, '{poll.Id}'); select ledger.finalize('{poll.Id}')");

    public static async Task CountAsync(Servers servers, PollDefinition poll, params (string Content, int Ballots)[] ballots)
    {
        if (!PollCounter.Decides(poll))
        {
            return;
        }

        var counter = PollCounter.Of(poll);
        foreach (var (content, count) in ballots)
        {
            counter.Add(content, count);
        }

        await servers.ExecuteAsync($"""
            insert into ledger.poll_count_result (poll, version, stored, counted, final, result)
            select p.id, p.version, n.stored, n.counted, true, '{PollCountJson.Write(counter.Count(final: true, default)).Replace("'", "''", StringComparison.Ordinal)}'
            from ledger.poll p join ledger.poll_count n on n.poll = p.id where p.poll = '{poll.Id}'
            """);
    }

    private static int Next(int entries = 0) => Interlocked.Add(ref _position, entries + 1) - entries;
}
