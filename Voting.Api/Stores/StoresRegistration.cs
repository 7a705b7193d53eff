using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Contracts.Errors;

namespace Voting.Api.Stores;

/// <summary>Compares the stores, and lets an administrator reconcile them.</summary>
internal static class StoresRegistration
{
    public static void AddStores(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StreamAccounts>();
        builder.Services.AddSingleton<StoreGate>();
        builder.Services.AddScoped<StoreReconciler>();
        builder.Services.AddHealthChecks().AddCheck<StoreGate>("stores", tags: [HealthEndpoints.ReadyTag]);
    }

    public static void MapStores(this IEndpointRouteBuilder routes)
        => routes.MapPost("/api/v1/stores/reconcile", ReconcileAsync).WithTags("Stores").WithName("ReconcileStores")
            .WithSummary("Make the vote stream and the ledger agree after one of them was restored to an earlier time.")
            .RequireAuthorization(policy => policy.RequireRole(HostPolicy.Administrator))
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<Reconciliation>, ProblemHttpResult>> ReconcileAsync(StoreReconciler reconciler, HttpContext http, CancellationToken ct)
    {
        Deadline.End();
        return await reconciler.RunAsync(ct) is { } done
            ? TypedResults.Ok(done)
            : ApiErrors.Unavailable(http, ErrorCode.StoresDiffer, "The workers have not taken everything from the stream yet. Look whether they run, and repeat this.");
    }
}
