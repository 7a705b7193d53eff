namespace Voting.Worker.Streams;

/// <summary>Reads the Lua that is embedded in this assembly. The client library sends a script whole once, and from then on by its hash.</summary>
internal static class LuaScript
{
    /// <summary>The parts, in their order, as one script.</summary>
    public static string Embedded(params IEnumerable<string> parts) => string.Concat(parts.Select(Read));

    private static string Read(string part)
    {
        using var reader = new StreamReader(typeof(LuaScript).Assembly.GetManifestResourceStream(part)!);
        return reader.ReadToEnd();
    }
}
