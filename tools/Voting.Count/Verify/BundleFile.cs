using System.Security.Cryptography;
using System.Text.Json;
using Voting.Contracts.Bundles;
using Voting.Contracts.Polls;

namespace Voting.Count.Verify;

/// <summary>A bundle that was read, and what its bytes say of it.</summary>
internal sealed class BundleFile
{
    private const long MostBallots = 1_000_000_000_000;

    private BundleFile(SignedBundle signed, byte[] sha256) => (Signed, Sha256) = (signed, sha256);

    public SignedBundle Signed { get; }

    public PollBundle Bundle => Signed.Bundle;

    /// <summary>Of the bundle's canonical form, as it stands in the file.</summary>
    public byte[] Sha256 { get; }

    /// <exception cref="UsageException">The file holds no bundle.</exception>
    public static BundleFile Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var signed = json.Deserialize(PollBundleJson.Default.SignedBundle) ?? throw new UsageException("this is no bundle");
            var bundle = signed.Bundle;
            if (bundle.Format != PollBundle.CurrentFormat)
            {
                throw new UsageException($"this is a bundle of the form '{bundle.Format}', not {PollBundle.CurrentFormat}");
            }

            if (!PollRules.IsSound(bundle.Definition))
            {
                throw new UsageException("the definition in the bundle is none of a poll");
            }

            if (bundle.Ballots.Any(ballot => ballot.Weight is < 1 or > MostBallots) || bundle.Ballots.Sum(ballot => (decimal)ballot.Weight) > MostBallots)
            {
                throw new UsageException("a weight in the bundle is none, or there are too many ballots");
            }

            return new(signed, SHA256.HashData(CanonicalJson.Of(json.RootElement.GetProperty("bundle"))));
        }
        catch (JsonException problem)
        {
            throw new UsageException(problem.LineNumber is { } line ? $"line {line + 1}: this is no bundle: {problem.Message}" : $"this is no bundle: {problem.Message}");
        }
    }
}
