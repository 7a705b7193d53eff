using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Voting.Contracts.Bundles;
using Voting.Contracts.Polls;
using Voting.Counting;
using Voting.Counting.Polls;

namespace Voting.Count.Verify;

/// <summary>Counts a bundle again and says whether everything in it agrees: <c>./voting verify BUNDLE [--key FILE]</c>.</summary>
internal sealed class VerifyBundle(TextWriter output, TextWriter errors)
{
    public const string Usage = """
        usage: ./voting verify BUNDLE [--key FILE]

          BUNDLE       what GET /api/v1/polls/POLL/bundle answered
          --key FILE   the public key of the installation (GET /api/v1/signing-keys) as PEM; without it the signature is not checked
        """;

    private readonly List<string> _differences = [];

    /// <returns>The exit code: 0 equal, 1 different, 2 when there is no bundle to be read.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            var (path, key) = args switch
            {
                [var bundle] when !bundle.StartsWith('-') => (bundle, null),
                [var bundle, "--key", var file] => (bundle, file),
                ["--key", var file, var bundle] => (bundle, file),
                _ => throw new UsageException(Usage),
            };
            Verify(BundleFile.Read(path), key);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or UsageException)
        {
            errors.WriteLine($"verify: {problem.Message}");
            return 2;
        }

        _differences.ForEach(difference => output.WriteLine($"  {difference}"));
        output.WriteLine(_differences.Count == 0 ? "equal" : "NOT equal");
        return _differences.Count == 0 ? 0 : 1;
    }

    private void Verify(BundleFile file, string? key)
    {
        var bundle = file.Bundle;
        var ballots = bundle.Ballots.Sum(ballot => ballot.Weight);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bundle.Definition.Id}: {ballots} ballots, {bundle.Ballots.Count} distinct, counted by {CountingRules.NameOf(bundle.Definition.CountedBy)}"));
        Bytes(file);
        Signature(file, key);
        Account(bundle, ballots);
        Recount(bundle);
    }

    private void Bytes(BundleFile file)
    {
        var sha256 = Convert.ToHexStringLower(file.Sha256);
        output.WriteLine($"SHA-256 {sha256}");
        Check(file.Signed.Sha256 == sha256, $"sha256: the bundle says {file.Signed.Sha256}");
    }

    private void Signature(BundleFile file, string? path)
    {
        if (path is null)
        {
            output.WriteLine(file.Signed.Signature is { } claimed ? $"signed with key {claimed.Key}; name the public key with --key to check it" : "not signed");
            return;
        }

        using var key = ReadKey(path);
        if (file.Signed.Signature is not { } signature)
        {
            Check(false, "signature: the bundle has none");
            return;
        }

        var good = BundleSigning.Verifies(key, file.Sha256, signature);
        Check(good, $"signature: it is not that of the key {BundleSigning.IdOf(key)}");
        if (good)
        {
            output.WriteLine($"signed with key {BundleSigning.IdOf(key)}");
        }
    }

    private static ECDsa ReadKey(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new UsageException($"{path}: this is no public key as PEM");
        }
    }

    private void Account(PollBundle bundle, long ballots)
    {
        var (abstained, counted, stored, superseded) = bundle.Ledger;
        Check(counted == ballots, string.Create(CultureInfo.InvariantCulture, $"ledger.counted: the bundle says {counted}, its ballots are {ballots}"));
        Check(stored == counted + superseded, string.Create(CultureInfo.InvariantCulture, $"ledger.stored: the bundle says {stored}, counted and superseded are {counted + superseded}"));
        var empty = bundle.Ballots.Where(ballot => ballot.Content.Length == 0).Sum(ballot => ballot.Weight);
        Check(abstained == empty, string.Create(CultureInfo.InvariantCulture, $"ledger.abstained: the bundle says {abstained}, ballots without a choice are {empty}"));
        Check(bundle.Ballots.DistinctBy(ballot => ballot.Content, StringComparer.Ordinal).Count() == bundle.Ballots.Count, "ballots: a content stands twice");
        Check(bundle.Method == bundle.Definition.CountedBy, "method: it is not that of the definition");
        Check(bundle.TieSeed == bundle.Definition.TieSeed, "tieSeed: it is not that of the definition");
        Check(bundle.Seats == bundle.Definition.SeatCount, "seats: they are not those of the definition");
    }

    private void Recount(PollBundle bundle)
    {
        var poll = bundle.Definition;
        var sums = new OptionSums(poll);
        var counter = PollCounter.Decides(poll) ? PollCounter.Of(poll) : null;
        foreach (var (content, weight) in bundle.Ballots)
        {
            sums.Add(content, weight);
            counter?.Add(content, weight);
        }

        var count = counter?.Count(final: true, CancellationToken.None);
        output.WriteLine(count?.Sentence ?? ResultSentence.Of(sums.Best, [.. poll.Options.Select(option => option.Label)]));
        var recounted = new BundledResult(sums.Sums, count);
        if (JsonDifference.Between(Json(bundle.Result), Json(recounted), "result") is { } difference)
        {
            _differences.Add(difference);
        }
    }

    private void Check(bool good, string difference)
    {
        if (!good)
        {
            _differences.Add(difference);
        }
    }

    private static JsonElement Json(BundledResult result) => JsonSerializer.SerializeToElement(result, PollBundleJson.Default.BundledResult);
}
