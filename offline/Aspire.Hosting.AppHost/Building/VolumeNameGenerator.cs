namespace Aspire.Hosting;

/// <summary>Names volumes so that two copies of an AppHost do not share one.</summary>
public static class VolumeNameGenerator
{
    /// <summary>Application, hash of the AppHost's path, resource and suffix.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        var application = builder.ApplicationBuilder;
        var name = string.Concat(application.Environment.ApplicationName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_'));
        return $"{name.ToLowerInvariant()}-{application.Configuration["AppHost:Sha256"]![..10].ToLowerInvariant()}-{builder.Resource.Name}-{suffix}";
    }
}
