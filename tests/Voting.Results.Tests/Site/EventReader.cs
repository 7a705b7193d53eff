using System.Text.Json.Nodes;

namespace Voting.Results.Tests.Site;

/// <summary>Reads a text/event-stream as a client does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new(body);
    }

    public HttpResponseMessage Response => _response;

    public static async Task<EventReader> OpenAsync(HttpClient client, string address)
    {
        var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next line that is not empty.</summary>
    public async Task<string> NextLineAsync()
    {
        using var deadline = new CancellationTokenSource(_deadline);
        while (true)
        {
            var line = await _lines.ReadLineAsync(deadline.Token) ?? throw new EndOfStreamException("The stream ended.");
            if (line.Length > 0)
            {
                return line;
            }
        }
    }

    /// <summary>The data of the next message.</summary>
    public async Task<JsonObject> NextAsync()
    {
        while (true)
        {
            var line = await NextLineAsync();
            if (line.StartsWith("data: {", StringComparison.Ordinal))
            {
                return JsonNode.Parse(line["data: ".Length..])!.AsObject();
            }
        }
    }

    public async Task<JsonObject> NextAsync(Func<JsonObject, bool> wanted)
    {
        while (true)
        {
            var message = await NextAsync();
            if (wanted(message))
            {
                return message;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
