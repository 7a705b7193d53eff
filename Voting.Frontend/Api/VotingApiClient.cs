using System.Net;
using System.Net.Http.Json;

namespace Voting.Frontend.Api;

/// <summary>The HTTP API, as the ballot pages use it.</summary>
internal sealed class VotingApiClient(ApiSender api)
{
    public Task<ApiResult<IReadOnlyList<Poll>>> GetPollsAsync(CancellationToken ct) =>
        api.SendAsync(new(HttpMethod.Get, "api/v1/polls?limit=200"), HttpStatusCode.OK, ApiJson.Default.IReadOnlyListPoll, ct);

    public Task<ApiResult<Poll>> GetPollAsync(string poll, CancellationToken ct) =>
        api.SendAsync(new(HttpMethod.Get, $"api/v1/polls/{Uri.EscapeDataString(poll)}"), HttpStatusCode.OK, ApiJson.Default.Poll, ct);

    /// <summary>The poll of a join code.</summary>
    public Task<ApiResult<Poll>> FindPollAsync(string code, CancellationToken ct) =>
        api.SendAsync(new(HttpMethod.Get, $"api/v1/join/{Uri.EscapeDataString(code)}"), HttpStatusCode.OK, ApiJson.Default.Poll, ct);

    public Task<ApiResult<BallotStatus>> GetBallotAsync(string poll, Guid ballot, CancellationToken ct) =>
        api.SendAsync(new(HttpMethod.Get, $"api/v1/polls/{Uri.EscapeDataString(poll)}/ballots/{ballot}"), HttpStatusCode.OK, ApiJson.Default.BallotStatus, ct);

    public Task<ApiResult<Receipt>> CastAsync(string poll, CastBallotRequest ballot, string idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/polls/{Uri.EscapeDataString(poll)}/ballots")
        {
            Content = JsonContent.Create(ballot, ApiJson.Default.CastBallotRequest),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        // A cast that is answered by anything but a 202 is not a vote, whatever its body says.
        return api.SendAsync(request, HttpStatusCode.Accepted, ApiJson.Default.Receipt, ct);
    }
}
