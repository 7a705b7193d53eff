using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Api.Ballots;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

/// <summary>Read polls; as host open, change and close them.</summary>
internal static class PollsEndpointRouteBuilderExtensions
{
    public static void MapPolls(this IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/v1/polls").WithTags("Polls").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        polls.MapGet("/", ListAsync).WithName("ListPolls").WithSummary("Every poll, newest first.");
        polls.MapGet("/{poll}", GetAsync).WithName("GetPoll").WithSummary("One poll.").ProducesProblem(StatusCodes.Status404NotFound);

        var hosts = polls.MapGroup("/").RequireAuthorization(HostPolicy.Host)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests);
        hosts.MapPost("/", OpenAsync).WithName("OpenPoll").WithSummary("Open a poll, now or at opensAt.");
        hosts.MapPut("/{poll}", ChangeAsync).WithName("ChangePoll").WithSummary("Change a poll. Once it is open only its closing time.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        hosts.MapPost("/{poll}/close", CloseAsync).WithName("ClosePoll").WithSummary("Close a poll: nothing that comes later counts.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<Poll>>> ListAsync(PollCache polls) => TypedResults.Ok(await polls.ListAsync());

    private static async Task<Results<Ok<Poll>, ProblemHttpResult>> GetAsync(string poll, PollCache polls, HttpContext http)
    {
        if (await polls.GetAsync(poll) is not { } found)
        {
            return UnknownPoll();
        }

        http.Response.Headers.ETag = ETag(found.Version);
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Created<Poll>, ValidationProblem, ProblemHttpResult>> OpenAsync(
        PollDraft draft, PollsDbContext database, PollOutbox outbox, VoterKeys keys, TimeProvider clock, CancellationToken ct)
    {
        if (PollRules.Define(draft, 1, out var poll) is { Count: > 0 } problems)
        {
            return ApiErrors.Invalid(ErrorCode.InvalidPoll, problems);
        }

        poll = poll with { VoterKey = keys.Current.Fingerprint };
        var row = new PollRow { Id = poll.Id, Definition = PollJson.Write(poll), Version = 1, ClosesAt = poll.ClosesAt };
        database.Polls.Add(row);
        try
        {
            await database.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            database.ChangeTracker.Clear();
            // The same request again: its answer was lost, or Redis was away after the poll was kept.
            if (await database.Polls.FindAsync([poll.Id], ct) is not { } kept || !IsRepeated(kept, poll))
            {
                return ApiErrors.Conflict(ErrorCode.PollExists, "There is another poll with this id.");
            }

            row = kept;
        }

        await PublishAsync(row, database, outbox, clock, ct);
        return TypedResults.Created($"/api/v1/polls/{poll.Id}", Poll.Of(poll, closed: false, clock.GetUtcNow()));
    }

    private static async Task<Results<Ok<Poll>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string poll, PollDraft draft, [FromHeader(Name = "If-Match")] string? ifMatch,
        PollsDbContext database, PollOutbox outbox, TimeProvider clock, CancellationToken ct)
    {
        PollRow row;
        PollDefinition next;
        do
        {
            database.ChangeTracker.Clear();
            if (await database.Polls.FindAsync([poll], ct) is not { } found)
            {
                return UnknownPoll();
            }

            row = found;
            var current = PollJson.Read(row.Definition);
            if (PollRules.Define(draft with { Id = poll }, row.Version + 1, out next) is { Count: > 0 } problems)
            {
                return ApiErrors.Invalid(ErrorCode.InvalidPoll, problems);
            }

            if (Refusal(row, current, next, ifMatch, clock.GetUtcNow()) is { } refusal)
            {
                return refusal;
            }

            // The voters stay the same ones.
            next = next with { VoterKey = current.VoterKey };
            row.Definition = PollJson.Write(next);
            row.Version = next.Version;
            row.ClosesAt = next.ClosesAt;
        }
        while (!await TrySaveAsync(database, ct));

        await PublishAsync(row, database, outbox, clock, ct);
        var published = PollJson.Read(row.Definition);
        return published.MeansTheSameAs(next)
            ? TypedResults.Ok(Poll.Of(published, row.ClosePublished, clock.GetUtcNow()))
            : ApiErrors.Conflict(ErrorCode.PollOpen, "The poll opened before the change reached it. It stays as it opened.");
    }

    private static async Task<Results<Accepted<Poll>, ProblemHttpResult>> CloseAsync(
        string poll, PollsDbContext database, PollOutbox outbox, TimeProvider clock, CancellationToken ct)
    {
        PollRow row;
        do
        {
            database.ChangeTracker.Clear();
            if (await database.Polls.FindAsync([poll], ct) is not { } found)
            {
                return UnknownPoll();
            }

            row = found;
            if (row.ClosesAt is null || row.ClosesAt > clock.GetUtcNow())
            {
                // Kept first: if the close marker cannot be appended now, the outbox appends it as soon as it can.
                row.ClosesAt = PollTime.Second(clock.GetUtcNow());
            }
        }
        while (!await TrySaveAsync(database, ct));

        await PublishAsync(row, database, outbox, clock, ct);
        return TypedResults.Accepted($"/api/v1/polls/{poll}/results", Poll.Of(PollJson.Read(row.Definition), closed: true, clock.GetUtcNow()));
    }

    private static ProblemHttpResult? Refusal(PollRow row, PollDefinition current, PollDefinition next, string? ifMatch, DateTimeOffset now)
    {
        if (ifMatch is not (null or "*") && ifMatch != ETag(row.Version))
        {
            return ApiErrors.Precondition(ErrorCode.PollChanged, $"The poll was changed meanwhile: its version is {row.Version}.");
        }

        if (row.ClosePublished || row.ClosesAt <= now)
        {
            return ApiErrors.Conflict(ErrorCode.PollClosed, "The poll is closed.");
        }

        var opened = current.OpensAt is null || current.OpensAt <= now;
        return opened && (!current.MeansTheSameAs(next) || next.OpensAt != current.OpensAt)
            ? ApiErrors.Conflict(ErrorCode.PollOpen, "The poll is open: only its closing time can change, or ballots would lose their meaning.")
            : null;
    }

    // False where somebody else saved the row meanwhile: then what is asked for is looked at again, on what is there now.
    private static async Task<bool> TrySaveAsync(PollsDbContext database, CancellationToken ct)
    {
        try
        {
            await database.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private static async Task PublishAsync(PollRow row, PollsDbContext database, PollOutbox outbox, TimeProvider clock, CancellationToken ct)
    {
        await outbox.PublishAsync(row, clock.GetUtcNow());
        // Where the row was changed again meanwhile, what is published stays published, and the outbox marks it.
        await TrySaveAsync(database, ct);
    }

    // Whether a poll is what was kept under its id, unchanged since.
    private static bool IsRepeated(PollRow kept, PollDefinition poll)
        => PollJson.Read(kept.Definition) is var first && first.Version == poll.Version && first.MeansTheSameAs(poll)
            && first.OpensAt == poll.OpensAt && first.ClosesAt == poll.ClosesAt && kept.ClosesAt == poll.ClosesAt && !kept.ClosePublished;

    private static string ETag(int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{version}\"");

    private static ProblemHttpResult UnknownPoll() => ApiErrors.NotFound(ErrorCode.UnknownPoll, "There is no such poll.");
}
