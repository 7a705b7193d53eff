using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Api.Ballots;
using Voting.Api.Door;

namespace Voting.Api.Polls;

/// <summary>Read polls; as organiser open, change and close them.</summary>
internal static class PollsApi
{
    public static void MapPolls(this IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/v1/polls").WithTags("Polls").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        polls.MapGet("/", ListAsync).WithName("ListPolls").WithSummary("Every poll, newest first.");
        polls.MapGet("/{poll}", GetAsync).WithName("GetPoll").WithSummary("One poll.").ProducesProblem(StatusCodes.Status404NotFound);

        var organiser = polls.MapGroup("/").WithMetadata(new OrganiserOnly())
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict);
        organiser.MapPost("/", OpenAsync).WithName("OpenPoll").WithSummary("Open a poll, now or at opensAt.");
        organiser.MapPut("/{poll}", ChangeAsync).WithName("ChangePoll").WithSummary("Change a poll. Once it is open only its closing time.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        organiser.MapPost("/{poll}/close", CloseAsync).WithName("ClosePoll").WithSummary("Close a poll: appends the fence.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<Poll>>> ListAsync(PollBook polls, CancellationToken ct)
        => TypedResults.Ok(await polls.ListAsync(ct));

    private static async Task<Results<Ok<Poll>, ProblemHttpResult>> GetAsync(string poll, PollBook polls, CancellationToken ct)
        => await polls.GetAsync(poll, ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound("There is no such poll.");

    private static async Task<Results<Created<Poll>, ValidationProblem, ProblemHttpResult>> OpenAsync(
        PollDraft draft, PollsDbContext database, PollRelay relay, VoterKeys keys, TimeProvider clock, CancellationToken ct)
    {
        if (PollRules.Define(draft, 1, out var poll) is { Count: > 0 } problems)
        {
            return TypedResults.ValidationProblem(problems);
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
            if (await database.Polls.FindAsync([poll.Id], ct) is not { } kept || !PollRules.IsRepeated(kept, poll))
            {
                return Problems.Conflict("There is another poll with this id.");
            }

            row = kept;
        }

        await PublishAsync(row, database, relay, clock, ct);
        return TypedResults.Created($"/api/v1/polls/{poll.Id}", Poll.Of(poll, closed: false, clock.GetUtcNow()));
    }

    private static async Task<Results<Ok<Poll>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string poll, PollDraft draft, PollsDbContext database, PollRelay relay, TimeProvider clock, CancellationToken ct)
    {
        if (await database.Polls.FindAsync([poll], ct) is not { } row)
        {
            return Problems.NotFound("There is no such poll.");
        }

        var current = PollJson.Read(row.Definition);
        if (PollRules.Define(draft with { Id = poll }, row.Version + 1, out var next) is { Count: > 0 } problems)
        {
            return TypedResults.ValidationProblem(problems);
        }

        var now = clock.GetUtcNow();
        if (row.ClosePublished || row.ClosesAt <= now)
        {
            return Problems.Conflict("The poll is closed.");
        }

        var opened = current.OpensAt is null || current.OpensAt <= now;
        if (opened && (!PollRules.KeepsMeaning(current, next) || next.OpensAt != current.OpensAt))
        {
            return Problems.Conflict("The poll is open: only its closing time can change, or ballots would lose their meaning.");
        }

        // The voters stay the same ones.
        next = next with { VoterKey = current.VoterKey };
        row.Definition = PollJson.Write(next);
        row.Version = next.Version;
        row.ClosesAt = next.ClosesAt;
        try
        {
            await database.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problems.Conflict("The poll was changed by someone else meanwhile.");
        }

        await PublishAsync(row, database, relay, clock, ct);
        return TypedResults.Ok(Poll.Of(next, closed: false, now));
    }

    private static async Task<Results<Accepted<Poll>, ProblemHttpResult>> CloseAsync(
        string poll, PollsDbContext database, PollRelay relay, TimeProvider clock, CancellationToken ct)
    {
        if (await database.Polls.FindAsync([poll], ct) is not { } row)
        {
            return Problems.NotFound("There is no such poll.");
        }

        var now = clock.GetUtcNow();
        if (row.ClosesAt is null || row.ClosesAt > now)
        {
            // Kept first: if the fence cannot be appended now, the relay appends it as soon as it can.
            row.ClosesAt = PollTime.Second(now);
            try
            {
                await database.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Problems.Conflict("The poll was changed by someone else meanwhile; it is not closed yet.");
            }
        }

        await PublishAsync(row, database, relay, clock, ct);
        return TypedResults.Accepted($"/api/v1/polls/{poll}/results", Poll.Of(PollJson.Read(row.Definition), closed: true, clock.GetUtcNow()));
    }

    private static async Task PublishAsync(PollRow row, PollsDbContext database, PollRelay relay, TimeProvider clock, CancellationToken ct)
    {
        await relay.PublishAsync(row, clock.GetUtcNow(), ct);
        try
        {
            await database.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Changed again meanwhile: what is published stays published, and the relay marks it.
        }
    }
}
