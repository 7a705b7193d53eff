using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// The scopes of a log line: the ids of its trace, and what our code adds. The framework's own scopes of a request, and of a request to
/// another service, are left out: they have its address, and the address of a receipt has the ballot's id.
/// </summary>
internal sealed class AnonymousScopes : IExternalScopeProvider
{
    private static readonly string[] _addresses = ["RequestPath", "Uri"];

    private readonly LoggerExternalScopeProvider _scopes = new();

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            callback(new TraceIds(activity), state);
        }

        _scopes.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values && values.Any(value => _addresses.Contains(value.Key))
        ? NoScope.Instance
        : _scopes.Push(state);

    private sealed class NoScope : IDisposable
    {
        public static readonly NoScope Instance = new();

        public void Dispose()
        {
        }
    }

    // As Microsoft.Extensions.Logging writes them (ActivityTrackingOptions), which it does for its own scopes alone.
    private sealed class TraceIds(Activity activity) : List<KeyValuePair<string, object?>>(
    [
        new("SpanId", activity.SpanId.ToHexString()),
        new("TraceId", activity.TraceId.ToHexString()),
        new("ParentId", activity.ParentSpanId.ToHexString()),
    ])
    {
        public override string ToString() => string.Join(", ", this.Select(id => $"{id.Key}:{id.Value}"));
    }
}
