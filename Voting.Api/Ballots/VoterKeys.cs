using Voting.Api.Polls;
using Voting.Contracts.Polls;

namespace Voting.Api.Ballots;

/// <summary>
/// The secrets in <c>Voter:Keys</c> (see <see cref="KeyLists"/>). A poll is opened under the first and keeps it, however the list grows
/// in front of it: were a voter hashed under another key halfway, everybody could vote again.
/// </summary>
internal sealed class VoterKeys
{
    public const string Section = "Voter";

    private readonly Dictionary<string, VoterKey> _byFingerprint;
    private readonly VoterKey _oldest;

    /// <param name="secrets">The one for new polls first; not empty.</param>
    public VoterKeys(IReadOnlyList<string> secrets)
    {
        VoterKey[] keys = [.. secrets.Select(secret => new VoterKey(secret))];
        Current = keys[0];
        _oldest = keys[^1];
        _byFingerprint = keys.ToDictionary(key => key.Fingerprint, StringComparer.Ordinal);
    }

    /// <summary>The key for polls that are opened from now on.</summary>
    public VoterKey Current { get; }

    /// <summary>The key that <paramref name="poll"/> was opened under, or null where the list has it no more. A poll that names none is older than the list, and was opened under its oldest.</summary>
    public VoterKey? Find(PollDefinition poll) => poll.VoterKey is { } fingerprint ? _byFingerprint.GetValueOrDefault(fingerprint) : _oldest;
}
