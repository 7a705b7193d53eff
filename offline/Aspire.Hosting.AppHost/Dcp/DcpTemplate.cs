using System.Text.RegularExpressions;

namespace Aspire.Hosting.Dcp;

/// <summary>Templates that DCP fills in, and how to keep everything else from being taken for one.</summary>
internal static partial class DcpTemplate
{
    public static string PortForServing(string service) => $$$"""{{- portForServing "{{{service}}}" -}}""";

    /// <summary>DCP parses every value that holds two opening braces.</summary>
    public static string Escape(string value)
        => !value.Contains("{{", StringComparison.Ordinal) ? value
        : string.Concat(OurOwn().Split(value).Select((part, n) => n % 2 == 1 ? part : Regex.Replace(part, "{{|}}", brace => $$$"""{{ "{{{brace.Value}}}" }}""", RegexOptions.None, TimeSpan.FromSeconds(1))));

    [GeneratedRegex("""(?<own>\{\{- portForServing "[A-Za-z0-9-]+" -\}\})""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OurOwn();
}
