namespace Voting.Api.Exports;

internal static class ExportsServiceCollectionExtensions
{
    public static void AddExports(this WebApplicationBuilder builder)
    {
        var secrets = builder.OptionalKeys(SigningKeys.Section);
        builder.Services.AddSingleton(_ => new SigningKeys(secrets));
        builder.Services.AddScoped<ExportAccess>();
        builder.Services.AddScoped<BundleWriter>();
    }
}
