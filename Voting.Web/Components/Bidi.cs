namespace Voting.Web.Components;

/// <summary>Text of either direction in places that take no <c>&lt;bdi&gt;</c>: titles, attributes, what is read out.</summary>
public static class Bidi
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>The text between isolates (Unicode Standard Annex 9), so that it does not turn the words around it.</summary>
    public static string Isolate(string text) => $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}";
}
