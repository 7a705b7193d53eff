using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Manifests.Tests.Schema;

internal sealed record FileReport(string File, IReadOnlyList<string> Errors);

/// <summary>Strict validation of Kubernetes YAML by npm packages that know its kinds, from a cache that all clones of a user share.</summary>
internal static class SchemaValidator
{
    private const string Packages = "kubernetes-models@5.1.0 @kubernetes-models/external-secrets@2.0.0 @kubernetes-models/gateway-api@2.0.0 @kubernetes-models/keda@2.0.0 @kubernetes-models/prometheus-operator@6.0.0 js-yaml@4.1.1 typescript@5.9.3";

    private const string Missing = "the schema of Kubernetes is checked with it. Install it with: apt-get install -y nodejs npm";

    private static readonly Lazy<string> _modules = new(Install);
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<FileReport> Validate(IEnumerable<string> files)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Schema", "validate.mjs");
        var lines = Tool.Run("node", Missing, [script, _modules.Value, .. files]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize<FileReport>(line, _web)!)];
    }

    // The folder appears under its own name only when it is complete, so that two test runs may install at the same time.
    private static string Install()
    {
        var folder = Path.Combine(Cache(), $"kubernetes-schema-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Packages)))[..12]}");
        var modules = Path.Combine(folder, "node_modules");
        if (Directory.Exists(modules))
        {
            return modules;
        }

        var work = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(work);
        Tool.Run("npm", Missing, ["install", "--prefix", work, "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", .. Packages.Split(' ')]);
        try
        {
            Directory.Move(work, folder);
        }
        catch (IOException) when (Directory.Exists(modules))
        {
            Directory.Delete(work, recursive: true);
        }

        return modules;
    }

    private static string Cache()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(string.IsNullOrEmpty(cache) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") : cache, "voting");
    }
}
