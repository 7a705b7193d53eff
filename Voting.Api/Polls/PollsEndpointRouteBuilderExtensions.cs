using Voting.Api.Audit;
using Voting.Api.Hosts;
using Voting.Api.Polls.Changing;
using Voting.Api.Polls.Lifecycle;
using Voting.Api.Polls.Listing;
using Voting.Api.Polls.Opening;
using Voting.Api.Stores;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

/// <summary>Read polls; as host make, change, open and close them.</summary>
internal static class PollsEndpointRouteBuilderExtensions
{
    public static void MapPolls(this IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/v1").WithTags("Polls").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        polls.MapGet("/polls", ListPolls.ListAsync).WithName("ListPolls").WithSummary("Polls, newest first, in pages. Link leads to the next page.");
        polls.MapGet("/polls/{poll}", GetPoll.GetAsync).WithName("GetPoll").WithSummary("One poll.").ProducesProblem(StatusCodes.Status404NotFound);
        polls.MapGet("/join/{code}", GetPoll.FindAsync).WithName("FindPoll").WithSummary("The poll that has a join code.").ProducesProblem(StatusCodes.Status404NotFound);

        var keyed = polls.MapGroup("/polls").AddEndpointFilter(StoreGate.RefuseAsync)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests);
        keyed.MapPost("/", CreatePoll.CreateAsync).WithName("OpenPoll").WithSummary("Make a poll: open it now or at opensAt, or keep it as a draft.")
            .RequireAuthorization(HostPolicy.Create).AddEndpointFilter(NewPolls.LimitAsync).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        var hosts = keyed.MapGroup("/{poll}").RequireAuthorization(HostPolicy.Host).ProducesProblem(StatusCodes.Status404NotFound);
        hosts.MapPut("/", ChangePoll.ReplaceAsync).WithName("ChangePoll").WithSummary("Change a poll. Once it is open only its closing time, and whether it is listed.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        hosts.MapPatch("/", ChangePoll.PatchAsync).WithName("PatchPoll").WithSummary("Change some members of a poll (RFC 7396); the others stay.")
            .Accepts<PollDraft>("application/json").ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        hosts.MapDelete("/", DeletePoll.DeleteAsync).WithName("DeletePoll").WithSummary("Delete a draft.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        hosts.MapPost("/open", OpenPoll.OpenAsync).WithName("OpenPollNow").WithSummary("Open a draft or a scheduled poll now.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        hosts.MapPost("/close", ClosePoll.CloseAsync).WithName("ClosePoll").WithSummary("Close a poll: nothing that comes later counts.");
        hosts.MapPost("/archive", ArchivePoll.ArchiveAsync).WithName("ArchivePoll").WithSummary("Take a closed poll out of the lists, or back into them.");
        hosts.MapPost("/duplicate", DuplicatePoll.DuplicateAsync).WithName("DuplicatePoll").WithSummary("Make a draft of another poll.")
            .RequireAuthorization(HostPolicy.Create).AddEndpointFilter(NewPolls.LimitAsync).ProducesProblem(StatusCodes.Status403Forbidden);
        hosts.MapGet("/audit", AuditEndpoint.GetAsync).WithName("GetAudit").WithSummary("What hosts did to the poll, oldest first, each entry tied to those before it.");
    }
}
