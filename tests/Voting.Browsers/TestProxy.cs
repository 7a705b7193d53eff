using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Voting.Browsers;

/// <summary>A reverse proxy between a browser and a site: it compresses as common ones do, holds answers back, and loses connections without a word.</summary>
public sealed class TestProxy : IAsyncDisposable
{
    private static readonly string[] _hopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Host", "Content-Length"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly WebApplication _app;
    private readonly string _site;
    private int _passing;
    private int _forwarded;

    private TestProxy(WebApplication app, string site)
    {
        _app = app;
        _site = site;
    }

    /// <summary>Where the browser goes.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>
    /// Compresses every answer whose type is text, and hands it over only when it has ended or a compressor's buffer is full,
    /// unless its Cache-Control says no-transform (RFC 9110, section 7.7): what npm's compression and many others do.
    /// </summary>
    public bool Compresses { get; init; }

    /// <summary>Waits before an answer that the site has given already is passed on.</summary>
    public Func<HttpRequest, Task>? BeforeAnswer { get; set; }

    /// <summary>Requests passed on so far.</summary>
    public int Forwarded => Volatile.Read(ref _forwarded);

    /// <summary>Starts on a free port of the loopback.</summary>
    public static async Task<TestProxy> StartAsync(string site, bool compresses = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new TestProxy(app, site) { Compresses = compresses };
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Not one byte passes any more on connections that are open now, and nobody is told; later ones work.</summary>
    public void LoseOpenConnections() => Interlocked.Increment(ref _passing);

    /// <summary>Stops the proxy.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Interlocked.Increment(ref _forwarded);
        var passing = Volatile.Read(ref _passing);
        using var request = new HttpRequestMessage(new(context.Request.Method), _site + context.Request.Path + context.Request.QueryString);
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => !_hopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        request.Headers.Host = context.Request.Host.Value;
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            if (BeforeAnswer is { } wait)
            {
                await wait(context.Request);
            }

            await AnswerAsync(context, response, passing);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage response, int passing)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !_hopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        var compress = Compresses
            && response.Content.Headers.ContentEncoding.Count == 0
            && response.Content.Headers.ContentType?.MediaType?.StartsWith("text/", StringComparison.Ordinal) == true
            && response.Headers.CacheControl?.NoTransform != true;
        if (compress)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        await using var body = compress ? new GZipStream(context.Response.Body, CompressionLevel.Fastest) : context.Response.Body;
        await using var source = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (passing != Volatile.Read(ref _passing))
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            if (!compress)
            {
                await body.FlushAsync(context.RequestAborted);
            }
        }
    }
}
