using System.Globalization;
using System.Text;
using Voting.Contracts.Polls;
using Voting.Frontend.Ballots;
using Voting.Frontend.Components.Hosts;
using Voting.Frontend.Join;
using Voting.Frontend.Links;
using Voting.Web;
using Poll = Voting.Frontend.Api.Poll;

namespace Voting.Frontend.Hosts.Pages;

/// <summary>The voting codes of a poll: made and shown once, taken away as a file or as cards, revoked.</summary>
internal static class CodePages
{
    public const string Count = "count";
    public const string Codes = "codes";

    /// <summary>Cards on one page: with more of them a browser takes long to draw and to print.</summary>
    public const int MostCards = 500;

    private static readonly char[] _separators = ['\n', '\r', ',', ';', '\t'];

    public static async Task<IResult> AddAsync(string poll, HostRequest host, CancellationToken ct)
    {
        var (form, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        var typed = form[Count].ToString().Trim();
        if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > AddCodesRequest.Most)
        {
            return await ShowAsync(poll, host, StatusCodes.Status400BadRequest, new() { Count = typed, CountProblem = "Enter a whole number from 1 to 10000." }, ct);
        }

        // Before they are made: without the poll they could not be shown.
        var found = await host.Api.GetAsync(poll, key, ct);
        if (found.Value is not { } definition)
        {
            return BallotPages.Unavailable(host.Context, found.Error!);
        }

        var answer = await host.Api.AddCodesAsync(poll, count, key, ct);
        return answer.Value is { } made
            ? Page.Show<NewCodesPage>(host.Context, StatusCodes.Status200OK, (nameof(NewCodesPage.View), new NewCodesView(definition, made, host.Site, host.Token)))
            : await PollPages.ShowErrorAsync(poll, host, answer.Error!, ct);
    }

    /// <summary>Gives back as a file the codes that the page shows. No server keeps them.</summary>
    public static async Task<IResult> FileAsync(string poll, HostRequest host, CancellationToken ct)
    {
        var (form, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        var codes = Split(form[Codes].ToString()).Select(VotingCode.Parse).OfType<string>().Select(VotingCode.Written);
        return TypedResults.File(Encoding.UTF8.GetBytes($"code\n{string.Join('\n', codes)}\n"), "text/csv; charset=utf-8", $"{poll}-codes.csv");
    }

    public static Task<IResult> ConfirmRevokeAsync(string poll, int? batch, HostRequest host, CancellationToken ct) => PollPages.ConfirmAsync(poll, host, found => found.NeedsCode && batch is not null, found => new(
        "Revoke these codes?",
        found.Question,
        [
            $"All codes of batch {batch} cast no vote any more. This cannot be undone; you can make new codes.",
            "Ballots that were cast with them before stay and are counted.",
        ],
        "Revoke the codes", $"{AddressOf(poll)}/revoke?batch={batch}", HostsEndpointRouteBuilderExtensions.AddressOf(poll), host.Token), ct);

    public static async Task<IResult> RevokeAsync(string poll, int? batch, HostRequest host, CancellationToken ct)
    {
        var (form, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        var typed = form[Codes].ToString();
        var named = Split(typed);
        if (batch is null && named.Length is 0 or > AddCodesRequest.Most)
        {
            return await ShowAsync(poll, host, StatusCodes.Status400BadRequest, new() { Revoke = typed, RevokeProblem = "Enter 1 to 10000 codes, one on each line." }, ct);
        }

        var answer = await host.Api.RevokeCodesAsync(poll, batch is null ? new(named) : new(Batch: batch), key, ct);
        if (answer.Value is not { } done)
        {
            return await PollPages.ShowErrorAsync(poll, host, answer.Error!, ct);
        }

        var unknown = done.Unknown.Count;
        return await ShowAsync(poll, host, unknown > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK, new()
        {
            Done = Sentence(done),
            Revoke = string.Join('\n', done.Unknown),
            RevokeProblem = unknown switch { 0 => null, 1 => "This is no code of this poll.", _ => "These are no codes of this poll." },
        }, ct);
    }

    public static string AddressOf(string poll) => $"{HostsEndpointRouteBuilderExtensions.AddressOf(poll)}/codes";

    private static Task<IResult> ShowAsync(string poll, HostRequest host, int status, CodesForm codes, CancellationToken ct) =>
        PollPages.RenderAsync(poll, host, status, view => view with { CodesForm = codes }, ct);

    private static string[] Split(string codes) => codes.Split(_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Sentence(RevokedCodes done) => (done.Revoked, done.AlreadyRevoked) switch
    {
        (1, 0) => "1 code was revoked.",
        (var revoked, 0) => $"{revoked} codes were revoked.",
        (var revoked, var before) => $"{revoked} {(revoked == 1 ? "code was" : "codes were")} revoked; {before} had been before.",
    };
}

/// <summary>What was typed about codes, what is wrong with it, and what was done.</summary>
public sealed record CodesForm
{
    public string Count { get; init; } = "";

    public string? CountProblem { get; init; }

    public string Revoke { get; init; } = "";

    public string? RevokeProblem { get; init; }

    /// <summary>What was done, as a sentence.</summary>
    public string? Done { get; init; }
}

/// <summary>Codes that were made just now.</summary>
/// <param name="Site">The public address of this site, without a slash at its end.</param>
public sealed record NewCodesView(Poll Poll, NewCodes Made, string Site, string FormToken);
