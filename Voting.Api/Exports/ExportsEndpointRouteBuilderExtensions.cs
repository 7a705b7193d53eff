using System.Buffers;
using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Bundles;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Exports;

/// <summary>Final polls for who wants to count them again.</summary>
internal static class ExportsEndpointRouteBuilderExtensions
{
    private const string Formats = "format is json, csv or blt.";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/api/v1").WithTags("Exports").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        exports.MapGet("/polls/{poll}/ballots", GetBallotsAsync).WithName("GetBallots").WithSummary("The distinct ballots of a final poll with their weights, sorted by content.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: ["text/csv", "text/x-blt"])
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        exports.MapGet("/polls/{poll}/bundle", GetBundleAsync).WithName("GetBundle").WithSummary("Everything that counting a final poll again needs, signed: ./voting verify BUNDLE.")
            .Produces<SignedBundle>()
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        exports.MapGet("/signing-keys", GetSigningKeys).WithName("GetSigningKeys").WithSummary("The public halves of the keys that sign bundles, the one in use first.");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetBallotsAsync(
        string poll, [FromQuery, Description("json (the default), csv or blt; without it the Accept header decides.")] string? format,
        ExportAccess access, PollsDbContext ledger, HttpContext http, CancellationToken ct)
    {
        var (found, refusal) = await access.OpenAsync(poll, http.User, ct);
        if (found is null)
        {
            return refusal!;
        }

        var definition = PollJson.Read(found.Definition);
        if ((format is null ? Accepted(http.Request, definition) : BallotFormat.Of(format, definition)) is not { } written)
        {
            return ApiErrors.BadRequest(ErrorCode.MalformedRequest, Formats);
        }

        if (written.Refusal is { } reason)
        {
            return ApiErrors.BadRequest(ErrorCode.MalformedRequest, reason);
        }

        Deadline.End();
        return TypedResults.Stream(to => WriteAsync(written, ledger, poll, to, ct), written.ContentType, $"{poll}.{written.Extension}");
    }

    private static async Task WriteAsync(BallotFormat format, PollsDbContext ledger, string poll, Stream to, CancellationToken ct)
    {
        var text = new ArrayBufferWriter<byte>();
        format.Begin(text);
        await foreach (var page in FinalBallots.PagesAsync(ledger, poll, ct))
        {
            foreach (var row in page)
            {
                format.Write(row.Content, row.Ballots, text);
            }

            await to.WriteAsync(text.WrittenMemory, ct);
            text.ResetWrittenCount();
        }

        format.End(text);
        await to.WriteAsync(text.WrittenMemory, ct);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetBundleAsync(
        string poll, ExportAccess access, BundleWriter bundles, ClaimsPrincipal user, CancellationToken ct)
    {
        var (found, refusal) = await access.OpenAsync(poll, user, ct);
        if (found is null)
        {
            return refusal!;
        }

        if (await bundles.PartsAsync(found, ct) is not { } parts)
        {
            return ExportAccess.NotFinal();
        }

        Deadline.End();
        return TypedResults.Stream(to => bundles.WriteAsync(parts, to, ct), "application/json", $"{poll}.bundle.json");
    }

    private static Ok<IReadOnlyList<SigningKey>> GetSigningKeys(SigningKeys keys) => TypedResults.Ok(keys.Public);

    // The first that is known: a browser, which names none of them, gets JSON.
    private static BallotFormat? Accepted(HttpRequest request, PollDefinition poll)
        => request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1)
            .Select(type => BallotFormat.Of(type.MediaType.Value ?? "", poll)).FirstOrDefault(format => format is not null) ?? BallotFormat.Of("json", poll);
}
