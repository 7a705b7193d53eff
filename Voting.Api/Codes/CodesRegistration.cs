using Voting.Api.Hosts;
using Voting.Api.Stores;

namespace Voting.Api.Codes;

/// <summary>The voting codes of a poll: hosts make, count and revoke them.</summary>
internal static class CodesRegistration
{
    public static void AddCodes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublishedCodes>();
        builder.Services.AddSingleton<WrongCodes>();
    }

    public static void MapCodes(this IEndpointRouteBuilder routes)
    {
        var codes = routes.MapGroup("/api/v1/polls/{poll}/codes").WithTags("Codes").AddEndpointFilter(StoreGate.RefuseAsync).RequireAuthorization(HostPolicy.Host)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        codes.MapGet("/", CountCodes.CountAsync).WithName("CountCodes").WithSummary("How many voting codes the poll has, and how many voters have voted.");
        codes.MapPost("/", Codes.AddCodes.AddAsync).WithName("AddCodes").WithSummary("Make voting codes. The answer is the only place where they are shown.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        codes.MapPost("/revoke", RevokeCodes.RevokeAsync).WithName("RevokeCodes").WithSummary("Revoke voting codes: they cast no vote any more. Ballots that they cast stay.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }
}
