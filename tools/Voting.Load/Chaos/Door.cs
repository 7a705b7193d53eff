using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Voting.Load.Clients;

namespace Voting.Load.Chaos;

/// <summary>What one request to one replica came to.</summary>
internal enum Said
{
    Accepted,
    Refused,

    /// <summary>The request never left: another replica may be asked without fear.</summary>
    Unreached,

    /// <summary>It may or may not have been appended.</summary>
    Unknown,
}

internal sealed record Answer(Said Said, Guid Ballot, long Position);

/// <summary>The replicas of the API as a careful client sees them.</summary>
internal sealed class Door : IDisposable
{
    private const int PatienceSeconds = 7; // the API promises an answer within 5
    private readonly ClientLedger _ledger;
    private readonly HttpClient[] _replicas;
    private int _turn;

    public Door(IEnumerable<Uri> replicas, ClientLedger ledger)
    {
        _ledger = ledger;
        _replicas = [.. replicas.Select(address => new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1) })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(PatienceSeconds),
        })];
    }

    /// <summary>Replicas take turns.</summary>
    public int NextReplica() => (int)((uint)Interlocked.Increment(ref _turn) % _replicas.Length);

    public async Task<Answer> CastAsync(int replica, string poll, string voter, string choice, string? key, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/polls/{poll}/ballots")
        {
            Content = JsonContent.Create(new { voter, choices = new[] { choice } }),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        try
        {
            using var response = await _replicas[replica % _replicas.Length].SendAsync(request, ct);
            switch (response.StatusCode)
            {
                case HttpStatusCode.Accepted:
                    var receipt = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
                    return new(Said.Accepted, receipt.GetProperty("ballot").GetGuid(), StreamPosition.Parse(receipt.GetProperty("position").GetString()!));
                case HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests:
                    return new(Said.Refused, default, 0);
                case HttpStatusCode.ServiceUnavailable:
                    return new(Said.Unknown, default, 0);
                default:
                    _ledger.AddSurprise($"POST to {poll} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
                    return new(Said.Unknown, default, 0);
            }
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return new(Said.Unreached, default, 0);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or JsonException && !ct.IsCancellationRequested)
        {
            return new(Said.Unknown, default, 0);
        }
    }

    /// <summary>A document from any replica that can give it now; null when none can.</summary>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken ct)
    {
        try
        {
            using var response = await _replicas[NextReplica()].GetAsync(path, ct);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(ct) : null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or JsonException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var replica in _replicas)
        {
            replica.Dispose();
        }
    }
}
