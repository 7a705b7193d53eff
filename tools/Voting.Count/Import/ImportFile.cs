using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Voting.Contracts.Polls;
using Voting.Counting.Files;

namespace Voting.Count.Import;

/// <summary>
/// Makes a closed and final poll of a ballot file: <c>./voting import FILE --api ADDRESS</c>. Each ballot goes the way of every vote. The poll takes
/// voting codes alone, which nobody but this program has, so that it counts the file's ballots and no other.
/// </summary>
internal sealed class ImportFile(TextWriter output, TextWriter errors, HttpMessageHandler? network = null)
{
    private const int AtOnce = 16;

    // An hour and more at the API's usual limit, Limits:ClientRate.
    private const long MostBallots = 1_000_000;
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(5);

    /// <returns>The exit code: 0 when the poll is final and its numbers are those of the file, 1 when they are not or the import stopped on the way, 2 when no ballot was imported.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        try
        {
            if (args is [])
            {
                throw new UsageException(ImportArguments.Usage);
            }

            var arguments = ImportArguments.Parse(args);
            var file = CountFiles.Read(arguments.File, arguments.Reading.Reading);
            var ballots = ImportedBallots.Of(file, asChoices: arguments.Kind is not (null or "ranking"));
            if (ballots.Total > MostBallots)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"the file has {ballots.Total} ballots; a poll is made of {MostBallots} at most"));
            }

            Tell(file, ballots);
            using var client = new ImportClient(arguments.Api, arguments.Key, network ?? new SocketsHttpHandler());
            return await ImportAsync(client, arguments, file, ballots, ct);
        }
        catch (Exception problem) when (IsAnswerable(problem))
        {
            errors.WriteLine($"import: {problem.Message}");
            return 2;
        }
    }

    private void Tell(BallotFile file, ImportedBallots ballots)
    {
        var refused = file.RefusedCount + ballots.Refused.Values.Sum();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ballots.Total + refused} ballots in the file: {ballots.Total} taken, {refused} refused"));
        foreach (var row in file.Refused)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  line {row.Line}: {row.Reason}"));
        }

        foreach (var (reason, count) in ballots.Refused)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count} ballots: {reason}"));
        }
    }

    private async Task<int> ImportAsync(ImportClient client, ImportArguments arguments, BallotFile file, ImportedBallots ballots, CancellationToken ct)
    {
        var made = await client.PostAsync("/api/v1/polls", Definition(arguments, file, ballots), ct);
        var poll = made.GetProperty("id").GetString()!;
        // A poll that was sent again, because its answer was lost or an import was broken off, may have ballots already.
        if (!made.TryGetProperty("hostKey", out var hostKey))
        {
            throw new UsageException($"{poll} was there already; name another --id");
        }

        client.As(hostKey.GetString());
        if (await client.CodesMadeAsync(poll, ct) > 0)
        {
            throw new UsageException($"an import into {poll} began before; name another --id");
        }

        output.WriteLine($"{poll}: its host key is {hostKey.GetString()}");
        try
        {
            await CastAsync(client, poll, ballots, ct);
            await client.PostAsync($"/api/v1/polls/{poll}/close", null, ct);
            return Compare(poll, await FinalAsync(client, poll, ct), ballots);
        }
        catch (Exception problem) when (IsAnswerable(problem))
        {
            errors.WriteLine($"import: {problem.Message}");
            errors.WriteLine($"import: stopped on the way. {poll} has not been seen to count the whole file: do not use it, and import again with another --id");
            return 1;
        }
    }

    private int Compare(string poll, JsonElement results, ImportedBallots ballots)
    {
        var (counted, superseded, rejected) = (Number("counted"), Number("superseded"), Number("rejected"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{poll}: final, {counted} counted, {superseded} superseded, {rejected} rejected"));
        if (results.TryGetProperty("count", out var count) && count.ValueKind is JsonValueKind.Object)
        {
            output.WriteLine(count.GetProperty("sentence").GetString());
        }

        if (counted == ballots.Total && superseded == 0 && rejected == 0)
        {
            return 0;
        }

        errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import: the poll counts other ballots than the {ballots.Total} that were taken from the file"));
        return 1;

        long Number(string name) => results.GetProperty(name).GetInt64();
    }

    // What a person can do something about: the file, the command line, the network, or an address behind which no such API answers.
    private static bool IsAnswerable(Exception problem) => problem is BallotFileException or IOException or UnauthorizedAccessException or InvalidDataException
        or UsageException or HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException;

    private static object Definition(ImportArguments arguments, BallotFile file, ImportedBallots ballots)
    {
        var kind = file.Scores is null ? arguments.Kind ?? "ranking" : "score";
        var seats = arguments.Reading.Seats ?? file.Seats ?? 1;
        return new
        {
            // Never left to the API: a request whose answer was lost is sent again, and must not make a second poll.
            id = arguments.Id ?? $"import-{Guid.NewGuid():N}"[..19],
            question = arguments.Question ?? (file.Title.Length > 0 ? file.Title : Election.IdOf(arguments.File)),
            kind,
            options = ballots.Options.Select(option => new { id = option.Id, label = option.Label }),
            maxScore = file.Scores?.Highest,
            allowAbstain = true,
            seats = seats > 1 ? seats : (int?)null,
            method = arguments.Method ?? (kind is "ranking" && seats > 1 ? CountingRules.NameOf(CountingMethod.SingleTransferableVote) : null),
            voters = "codes",
            allowChange = false,
        };
    }

    private static async Task CastAsync(ImportClient client, string poll, ImportedBallots ballots, CancellationToken ct)
    {
        var contents = ballots.Ballots.SelectMany(ballot => Enumerable.Repeat(ballot.Content, checked((int)ballot.Weight)));
        foreach (var batch in contents.Chunk(AddCodesRequest.Most))
        {
            var codes = await client.AddCodesAsync(poll, batch.Length, ct);
            await Parallel.ForEachAsync(
                batch.Zip(codes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (ballot, cancellation) => await client.CastAsync(poll, ballot.First with { Code = ballot.Second }, cancellation));
        }
    }

    /// <exception cref="UsageException">The ledger is not done in time; what was cast is safe.</exception>
    private static async Task<JsonElement> FinalAsync(ImportClient client, string poll, CancellationToken ct)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < _deadline; await Task.Delay(_look, ct))
        {
            if (await client.FinalResultsAsync(poll, ct) is { } results)
            {
                return results;
            }
        }

        throw new UsageException($"{poll} is closed and not final after {_deadline.TotalMinutes:0} minutes; its ballots are safe");
    }
}
