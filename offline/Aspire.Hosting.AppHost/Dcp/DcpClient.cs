using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP's REST API.</summary>
internal sealed class DcpClient : IDisposable
{
    private const string Base = "apis/usvc-dev.developer.microsoft.com/v1/";
    private readonly HttpClient _http;

    public DcpClient(DcpAccess access)
    {
        // Trust exactly the certificate of this session and nothing else.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan };
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { access.Authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        _http = new(handler)
        {
            BaseAddress = access.Server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultRequestHeaders = { Authorization = new("Bearer", access.Token) },
        };
    }

    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync("admin/execution", cancellationToken);
        return answer.IsSuccessStatusCode
            && (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("status").GetString() == "Running";
    }

    public Task StopAllAsync(CancellationToken cancellationToken)
        => PatchAsync("admin/execution", new { status = "Stopping", shutdownResourceCleanup = "Full" }, cancellationToken);

    public async Task CreateAsync(string plural, DcpObject created, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(Base + plural, created, DcpObject.Json, cancellationToken);
        await EnsureSuccessAsync(answer, cancellationToken);
    }

    public async Task<DcpObject?> FindAsync(string plural, string name, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"{Base}{plural}/{name}", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;

        await EnsureSuccessAsync(answer, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<DcpObject>(DcpObject.Json, cancellationToken);
    }

    public Task StopAsync(string executable, CancellationToken cancellationToken)
        => PatchAsync($"{Base}executables/{executable}", new { spec = new { stop = true } }, cancellationToken);

    /// <summary>Deletes an object and returns once its name is free again.</summary>
    public async Task DeleteAsync(string plural, string name, CancellationToken cancellationToken)
    {
        (await _http.DeleteAsync($"{Base}{plural}/{name}", cancellationToken)).Dispose();
        while (await FindAsync(plural, name, cancellationToken) is not null)
            await Task.Delay(100, cancellationToken);
    }

    /// <summary>All objects as they are, and then every change. Ends when DCP ends the stream.</summary>
    public IAsyncEnumerable<DcpChange> WatchAsync(string plural, CancellationToken cancellationToken)
        => LinesAsync($"{Base}{plural}?watch=true", cancellationToken)
            .Select(line => JsonSerializer.Deserialize<DcpChange>(line, DcpObject.Json)!);

    /// <summary>What an executable has written to <c>stdout</c>, <c>stderr</c> or, about itself, to <c>system</c>; and what it will.</summary>
    public IAsyncEnumerable<string> LogsAsync(string executable, string source, bool follow, CancellationToken cancellationToken)
    {
        var address = $"{Base}executables/{executable}/log?source={source}&timestamps=true";
        return LinesAsync(follow ? $"{address}&follow=true" : address, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<string> LinesAsync(string address, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await EnsureSuccessAsync(answer, cancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return line;
    }

    private async Task PatchAsync(string address, object change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, new MediaTypeHeaderValue("application/merge-patch+json"));
        using var answer = await _http.PatchAsync(address, content, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.NotFound)
            await EnsureSuccessAsync(answer, cancellationToken);
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var request = $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath}";
            throw new HttpRequestException($"DCP answered {(int)answer.StatusCode} to {request}: {text}", null, answer.StatusCode);
        }
    }
}
