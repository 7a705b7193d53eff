using System.Text.Json;

namespace Voting.Count;

/// <summary>One count of a file: what it is, how it is written as JSON and how it is told.</summary>
/// <param name="Method">The method.</param>
/// <param name="Variant">The variant; empty when the method has none.</param>
/// <param name="Write">Writes the fields of the count after method and variant.</param>
/// <param name="Tell">Writes the count for people.</param>
internal sealed record Counted(string Method, string Variant, Action<Utf8JsonWriter> Write, Action<TextWriter> Tell)
{
    public string Name => Variant.Length == 0 ? Method : $"{Method}/{Variant}";
}
