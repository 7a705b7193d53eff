using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Voting.Results.Components;

namespace Voting.Results.Live;

/// <summary>Draws a board outside of any request, for the stream: the same component that the page shows.</summary>
internal sealed class BoardArtist(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> DrawAsync(BoardView view)
    {
        // A renderer keeps every component it ever drew, so each picture gets one of its own.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Board.View)] = view });
            var board = await renderer.RenderComponentAsync<Board>(parameters);
            return board.ToHtmlString();
        });
    }
}
