using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Manifests.Manifest;

/// <summary>Replaces <c>{resource.property}</c> by its value; a secret becomes a <c>$(SECRET_…)</c> that the kubelet expands.</summary>
internal sealed partial class ReferenceResolver(AspireManifest manifest)
{
    /// <summary>The text with every reference replaced.</summary>
    /// <param name="text">A value of the manifest.</param>
    /// <param name="where">Names the value in errors.</param>
    /// <param name="reached">Called for each resource whose address the text uses.</param>
    /// <param name="secret">How a secret parameter is written; default <see cref="SecretName.Placeholder"/>.</param>
    public string Resolve(string text, string where, Action<string>? reached = null, Func<string, string>? secret = null)
        => Resolve(text, new Scope(where, reached, secret ?? SecretName.Placeholder, []));

    private string Resolve(string text, Scope scope)
        => Reference().Replace(text, match => Lookup(match.Groups["reference"].Value, scope));

    private string Lookup(string reference, Scope scope)
    {
        if (scope.Open.Contains(reference, StringComparer.Ordinal))
        {
            throw new ManifestException($"{scope.Where}: {{{reference}}} refers to itself");
        }

        scope = scope with { Open = [.. scope.Open, reference] };
        var path = reference.Split('.');
        var resource = manifest.Find(path[0]) ?? throw Unknown(reference, scope);
        return (resource.Type, path[1..]) switch
        {
            ("parameter.v0", ["value"] or ["inputs", "value"]) => Parameter(resource, reference, scope),
            ("annotated.string", ["value"]) => Annotated(resource, reference, scope),
            (_, ["value"]) when resource.Text("value") is { } value => Resolve(value, scope),
            (_, ["connectionString"]) when resource.Text("connectionString") is { } value => Resolve(value, scope),
            (_, ["bindings", var name, var property]) => Address(resource, name, property, reference, scope),
            _ => throw Unknown(reference, scope),
        };
    }

    private static string Parameter(Resource parameter, string reference, Scope scope)
        => parameter.IsSecret ? scope.Secret(parameter.Name)
            : parameter.Node["inputs"]?["value"]?["default"]?["value"]?.GetValue<string>()
            ?? throw new ManifestException($"{scope.Where}: {{{reference}}} is a parameter without a default value; give it one in the AppHost");

    // Secrets are made of letters and digits (docs/deploy.md), which no filter changes.
    private string Annotated(Resource annotated, string reference, Scope scope)
    {
        var value = annotated.Text("value") ?? throw Unknown(reference, scope);
        return annotated.Text("filter") switch
        {
            "uri" => Reference().Replace(value, match => IsSecret(match.Groups["reference"].Value)
                ? Lookup(match.Groups["reference"].Value, scope)
                : Uri.EscapeDataString(Lookup(match.Groups["reference"].Value, scope))),
            var filter => throw new ManifestException($"{scope.Where}: {{{reference}}} has the unknown filter '{filter}'"),
        };
    }

    private bool IsSecret(string reference) => manifest.Find(reference.Split('.')[0])?.IsSecret == true;

    private static string Address(Resource resource, string name, string property, string reference, Scope scope)
    {
        var binding = resource.Bindings.SingleOrDefault(binding => string.Equals(binding.Name, name, StringComparison.Ordinal)) ?? throw Unknown(reference, scope);
        if (property is "host" or "port" or "url")
        {
            scope.Reached?.Invoke(resource.Name);
        }

        return property switch
        {
            "host" => resource.Name,
            "port" or "targetPort" => binding.TargetPort.ToString(CultureInfo.InvariantCulture),
            "scheme" => binding.Scheme,
            "url" => $"{binding.Scheme}://{resource.Name}:{binding.TargetPort}",
            _ => throw Unknown(reference, scope),
        };
    }

    private static ManifestException Unknown(string reference, Scope scope)
        => new($"{scope.Where}: nothing in the manifest answers {{{reference}}}");

    [GeneratedRegex(@"\{(?<reference>[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z0-9_-]+)+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Reference();

    private sealed record Scope(string Where, Action<string>? Reached, Func<string, string> Secret, IReadOnlyList<string> Open);
}
