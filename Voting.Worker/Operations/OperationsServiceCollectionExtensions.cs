namespace Voting.Worker.Operations;

internal static class OperationsServiceCollectionExtensions
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.AcceptOldName("Organiser:Key", "Administrator:Key");
        builder.Services.AddOptions<AdministratorOptions>().BindConfiguration(AdministratorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<OperationsOptions>().BindConfiguration(OperationsOptions.Section);
        builder.Services.AddSingleton<DeadLetterReplay>();
    }
}
