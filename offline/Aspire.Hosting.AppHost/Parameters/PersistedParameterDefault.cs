using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Parameters;

/// <summary>A default that is made once per machine and kept in user secrets.</summary>
internal sealed class PersistedParameterDefault(UserSecrets secrets, string configurationKey, ParameterDefault inner) : ParameterDefault
{
    public override string GetDefaultValue() => secrets.GetOrAdd(configurationKey, inner.GetDefaultValue);

    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);
}
