using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;
using Voting.Frontend.Api;
using Poll = Voting.Frontend.Api.Poll;

namespace Voting.Frontend.Hosts.Api;

/// <summary>The HTTP API, as hosts use it. Every call carries the key of who asks, where there is one.</summary>
internal sealed class HostApiClient(ApiSender api)
{
    // No poll is asked for by this: an id of which only the key is looked at.
    private const string NoPoll = "-";

    /// <summary>Null where the API takes the key as the administrator's.</summary>
    public Task<ApiError?> CheckAdministratorAsync(string key, CancellationToken ct) => CheckAsync(NoPoll, key, ct);

    /// <summary>Null where the API takes the key for this poll, whether or not there is one.</summary>
    public async Task<ApiError?> CheckAsync(string poll, string key, CancellationToken ct) =>
        // Only hosts may read a log. Who is one is told that there is none of a poll that does not exist.
        (await AuditAsync(poll, key, ct)).Error is { Status: not StatusCodes.Status404NotFound } error ? error : null;

    public Task<ApiResult<IReadOnlyList<Poll>>> ListAsync(bool archived, string? key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Get, $"api/v1/polls?limit=200{(archived ? "&archived=true" : null)}", key), HttpStatusCode.OK, ApiJson.Default.IReadOnlyListPoll, ct);

    public Task<ApiResult<Poll>> GetAsync(string poll, string? key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Get, AddressOf(poll), key), HttpStatusCode.OK, ApiJson.Default.Poll, ct);

    public Task<ApiResult<PollResults>> ResultsAsync(string poll, string? key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Get, AddressOf(poll, "/results"), key), HttpStatusCode.OK, HostJson.Default.PollResults, ct);

    public Task<ApiResult<IReadOnlyList<AuditEntry>>> AuditAsync(string poll, string? key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Get, AddressOf(poll, "/audit"), key), HttpStatusCode.OK, HostJson.Default.IReadOnlyListAuditEntry, ct);

    /// <summary>Makes a poll: as a draft, or open now or at its time.</summary>
    public Task<ApiResult<Poll>> CreateAsync(PollDraft poll, bool draft, string? key, CancellationToken ct) =>
        PollAsync(Request(HttpMethod.Post, "api/v1/polls", key, Body(poll, draft)), HttpStatusCode.Created, ct);

    /// <summary>Replaces a draft or a scheduled poll, if it still has this version.</summary>
    /// <param name="draft">False publishes a draft; null for a poll that is published.</param>
    public Task<ApiResult<Poll>> ChangeAsync(string id, PollDraft poll, bool? draft, int version, string key, CancellationToken ct) =>
        PollAsync(Matching(Request(HttpMethod.Put, AddressOf(id), key, Body(poll, draft)), version), HttpStatusCode.OK, ct);

    /// <summary>Sets the closing time; null: the poll stays open until it is closed by hand.</summary>
    public Task<ApiResult<Poll>> SetClosingAsync(string poll, string? closesAt, int version, string key, CancellationToken ct) =>
        PollAsync(Matching(Request(HttpMethod.Patch, AddressOf(poll), key, new JsonObject { ["closesAt"] = closesAt }), version), HttpStatusCode.OK, ct);

    public Task<ApiResult<Poll>> OpenAsync(string poll, string key, CancellationToken ct) =>
        PollAsync(Request(HttpMethod.Post, AddressOf(poll, "/open"), key), HttpStatusCode.OK, ct);

    public Task<ApiResult<Poll>> CloseAsync(string poll, string key, CancellationToken ct) =>
        PollAsync(Request(HttpMethod.Post, AddressOf(poll, "/close"), key), HttpStatusCode.Accepted, ct);

    public Task<ApiResult<Poll>> DuplicateAsync(string poll, string key, CancellationToken ct) =>
        PollAsync(Request(HttpMethod.Post, AddressOf(poll, "/duplicate"), key), HttpStatusCode.Created, ct);

    public Task<ApiResult<Poll>> ArchiveAsync(string poll, bool archived, string key, CancellationToken ct) =>
        PollAsync(Request(HttpMethod.Post, AddressOf(poll, "/archive"), key, JsonSerializer.SerializeToNode(new ArchiveRequest(archived), HostJson.Default.ArchiveRequest)), HttpStatusCode.OK, ct);

    public Task<ApiError?> DeleteAsync(string poll, string key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Delete, AddressOf(poll), key), HttpStatusCode.NoContent, ct);

    /// <summary>How the voting codes of a poll stand.</summary>
    public Task<ApiResult<CodeCounts>> CodesAsync(string poll, string key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Get, AddressOf(poll, "/codes"), key), HttpStatusCode.OK, HostJson.Default.CodeCounts, ct);

    /// <summary>Makes voting codes. They are in this answer alone.</summary>
    public Task<ApiResult<NewCodes>> AddCodesAsync(string poll, int count, string key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Post, AddressOf(poll, "/codes"), key, JsonSerializer.SerializeToNode(new AddCodesRequest(count), HostJson.Default.AddCodesRequest)), HttpStatusCode.OK, HostJson.Default.NewCodes, ct);

    public Task<ApiResult<RevokedCodes>> RevokeCodesAsync(string poll, RevokeCodesRequest codes, string key, CancellationToken ct) =>
        api.SendAsync(Request(HttpMethod.Post, AddressOf(poll, "/codes/revoke"), key, JsonSerializer.SerializeToNode(codes, HostJson.Default.RevokeCodesRequest)), HttpStatusCode.OK, HostJson.Default.RevokedCodes, ct);

    private Task<ApiResult<Poll>> PollAsync(HttpRequestMessage request, HttpStatusCode expected, CancellationToken ct) =>
        api.SendAsync(request, expected, ApiJson.Default.Poll, ct);

    private static string AddressOf(string poll, string part = "") => $"api/v1/polls/{Uri.EscapeDataString(poll)}{part}";

    private static JsonNode? Body(PollDraft poll, bool? draft) => JsonSerializer.SerializeToNode(poll with { Draft = draft }, HostJson.Default.PollDraft);

    private static HttpRequestMessage Request(HttpMethod method, string address, string? key, JsonNode? body = null)
    {
        var request = new HttpRequestMessage(method, address);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json", "utf-8"));
        }

        return request;
    }

    private static HttpRequestMessage Matching(HttpRequestMessage request, int version)
    {
        request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        return request;
    }
}
