namespace Voting.Worker.Operations;

internal static class OperationsServiceCollectionExtensions
{
    public static void AddOperations(this WebApplicationBuilder builder) => builder.Services.AddSingleton<DeadLetterReplay>();
}
