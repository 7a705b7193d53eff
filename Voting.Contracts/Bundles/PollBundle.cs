using System.Text.Json.Serialization;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Contracts.Bundles;

/// <summary>A bundle with its proof that nobody changed it.</summary>
/// <param name="Sha256">Of <paramref name="Bundle"/> as canonical JSON (<see cref="CanonicalJson"/>), in lower-case hexadecimal.</param>
/// <param name="Signature">Of the same bytes; absent where the installation has no signing key.</param>
/// <param name="NotSigned">Why there is no signature.</param>
public sealed record SignedBundle(
    PollBundle Bundle,
    string Sha256,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BundleSignature? Signature = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NotSigned = null);

/// <summary>Everything that counting a final poll again needs, and what the installation says the result is. It is the same whenever it is asked for.</summary>
/// <param name="Ballots">Each distinct ballot once, sorted by content: nothing tells who voted, or when.</param>
/// <param name="Definition">The poll as its ballots were cast.</param>
/// <param name="Format"><see cref="CurrentFormat"/>.</param>
/// <param name="Ledger">What became of the stored ballots.</param>
/// <param name="Method">The method that decides the poll.</param>
/// <param name="Result">What the installation counted.</param>
/// <param name="Seats">How many options win.</param>
/// <param name="TieSeed">The seed of the lot; null where the poll settles no tie by lot.</param>
public sealed record PollBundle(
    IReadOnlyList<BundledBallot> Ballots,
    PollDefinition Definition,
    string Format,
    BundledLedger Ledger,
    CountingMethod Method,
    BundledResult Result,
    int Seats,
    string? TieSeed)
{
    /// <summary>This form of a bundle.</summary>
    public const string CurrentFormat = "voting-bundle/1";
}

/// <summary>A distinct ballot and how many voters cast it.</summary>
/// <param name="Content">Option ids with commas between them: of a ranking best first, of a score poll with a colon and the score; empty: an abstention.</param>
/// <param name="Weight">How many current ballots have this content.</param>
public sealed record BundledBallot(string Content, long Weight);

/// <summary>The poll's account in the ledger: stored = counted + superseded, and the weights of the ballots add up to counted.</summary>
/// <param name="Abstained">Of the counted ballots, those without a choice.</param>
/// <param name="Counted">Current ballots, one per voter.</param>
/// <param name="Stored">Every ballot that was accepted before the close marker.</param>
/// <param name="Superseded">Ballots replaced by a later one of the same voter.</param>
public sealed record BundledLedger(long Abstained, long Counted, long Stored, long Superseded);

/// <summary>What the installation counted.</summary>
/// <param name="Options">The sums, in the order of the poll.</param>
/// <param name="Count">The count by the method, where sums do not decide the poll.</param>
public sealed record BundledResult(
    IReadOnlyList<BundledSum> Options,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PollCount? Count = null);

/// <summary>The sums of an option.</summary>
/// <param name="Ballots">Current ballots that name the option; of rankings, that put it first.</param>
/// <param name="Score">Sum of its scores, in score polls.</param>
public sealed record BundledSum(long Ballots, string Id, long? Score);

/// <summary>A signature.</summary>
/// <param name="Algorithm"><see cref="Es256"/>.</param>
/// <param name="Key">The id of the key: <c>GET /api/v1/signing-keys</c> has its public half.</param>
/// <param name="Value">r and s, 32 bytes each, as Base64.</param>
public sealed record BundleSignature(string Algorithm, string Key, string Value)
{
    /// <summary>ECDSA on the curve P-256 with SHA-256 (RFC 7518, section 3.4).</summary>
    public const string Es256 = "ES256";
}

/// <summary>The public half of a signing key.</summary>
/// <param name="Id">The first 16 hexadecimal digits of the SHA-256 of the key's SubjectPublicKeyInfo.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo as PEM.</param>
public sealed record SigningKey(string Id, string Algorithm, string PublicKey);
