using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Dcp;

/// <summary>How to reach a DCP session, from the file that it writes when it is ready.</summary>
internal sealed record Kubeconfig(Uri Server, string Token, X509Certificate2 Authority)
{
    /// <summary>Null while the file is not there or not complete.</summary>
    public static Kubeconfig? TryRead(string path)
    {
        if (!File.Exists(path))
            return null;

        var lines = File.ReadAllLines(path);
        return Value("server") is { } server && Value("token") is { Length: >= 32 } token && Value("certificate-authority-data") is { } authority
            ? new(new(server), token, X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(authority))))
            : null;

        string? Value(string key)
        {
            var line = Array.Find(lines, l => l.TrimStart(' ', '-').StartsWith($"{key}: ", StringComparison.Ordinal));
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(' ', '"');
        }
    }
}
