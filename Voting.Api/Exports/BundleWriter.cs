using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;
using Voting.Api.Results;
using Voting.Contracts.Bundles;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Api.Exports;

/// <summary>
/// Writes a bundle in its canonical form, so that it can be hashed while it is written: members sorted by name, the ballots first.
/// </summary>
internal sealed class BundleWriter(PollsDbContext ledger, SigningKeys keys)
{
    private const string NotSigned = "This installation has no signing key (Signing:Keys).";

    /// <summary>What stands beside the ballots; null while the final count is being made.</summary>
    public async Task<BundleParts?> PartsAsync(FinalDefinitionRow poll, CancellationToken ct)
    {
        var count = poll.NeedsCount
            ? await ledger.Set<CountRow>().AsNoTracking().Where(row => row.Poll == poll.Poll && row.IsCurrent).Select(row => row.Result).SingleOrDefaultAsync(ct)
            : null;
        var kept = count is null ? null : PollCountJson.Read(count);
        if (poll.NeedsCount && kept is not { Final: true })
        {
            return null;
        }

        var result = await ledger.Results.AsNoTracking().SingleAsync(row => row.Poll == poll.Poll, ct);
        var sums = await ledger.OptionTallies.AsNoTracking().Where(row => row.Poll == poll.Poll).OrderBy(row => row.Ordinal)
            .Select(row => new BundledSum(row.Ballots, row.Option, row.Score)).ToListAsync(ct);
        return new(
            PollJson.Read(poll.Definition),
            JsonSerializer.Deserialize(poll.Definition, PollBundleJson.Default.JsonElement),
            new(result.Abstained, result.Counted, result.Counted + result.Superseded, result.Superseded),
            new(sums, kept));
    }

    public async Task WriteAsync(BundleParts parts, Stream to, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new ArrayBufferWriter<byte>();

        async Task FlushAsync(bool hashed)
        {
            if (hashed)
            {
                hash.AppendData(text.WrittenSpan);
            }

            await to.WriteAsync(text.WrittenMemory, ct);
            text.ResetWrittenCount();
        }

        Put("{\"bundle\":", text);
        await FlushAsync(hashed: false);
        Put("{\"ballots\":[", text);
        var more = false;
        await foreach (var page in FinalBallots.PagesAsync(ledger, parts.Poll.Id, ct))
        {
            foreach (var row in page)
            {
                Put(more ? ",{\"content\":" : "{\"content\":", text);
                more = true;
                CanonicalJson.WriteText(row.Content, text);
                Put($",\"weight\":{row.Ballots}}}", text);
            }

            await FlushAsync(hashed: true);
        }

        Put("],\"definition\":", text);
        CanonicalJson.Write(parts.Definition, text);
        Put($",\"format\":\"{PollBundle.CurrentFormat}\",\"ledger\":", text);
        text.Write(CanonicalJson.Of(parts.Ledger, PollBundleJson.Default.BundledLedger));
        Put($",\"method\":\"{CountingRules.NameOf(parts.Poll.CountedBy)}\",\"result\":", text);
        text.Write(CanonicalJson.Of(parts.Result, PollBundleJson.Default.BundledResult));
        Put($",\"seats\":{parts.Poll.SeatCount},\"tieSeed\":{(parts.Poll.TieSeed is { } seed ? $"\"{seed}\"" : "null")}}}", text);
        await FlushAsync(hashed: true);

        var sha256 = hash.GetHashAndReset();
        var signature = keys.Sign(sha256);
        if (signature is null)
        {
            Put(",\"notSigned\":", text);
            CanonicalJson.WriteText(NotSigned, text);
        }

        Put($",\"sha256\":\"{Convert.ToHexStringLower(sha256)}\"", text);
        if (signature is not null)
        {
            Put(",\"signature\":", text);
            text.Write(CanonicalJson.Of(signature, PollBundleJson.Default.BundleSignature));
        }

        Put("}\n", text);
        await FlushAsync(hashed: false);
    }

    private static void Put(string text, IBufferWriter<byte> to) => Encoding.UTF8.GetBytes(text, to);
}

/// <summary>A bundle without its ballots.</summary>
/// <param name="Definition">The definition as it is given out.</param>
internal sealed record BundleParts(PollDefinition Poll, JsonElement Definition, BundledLedger Ledger, BundledResult Result);
