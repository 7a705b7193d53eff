using Microsoft.Extensions.Options;

namespace Voting.Api.Door;

/// <summary>A bulkhead: when Redis does not answer, votes pile up here only so far.</summary>
internal sealed class RoomAtTheDoor(IOptions<DoorOptions> options) : IEndpointFilter
{
    private readonly int _max = options.Value.MaxInProgress;
    private int _inProgress;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return Interlocked.Increment(ref _inProgress) > _max
                ? Problems.Unavailable(context.HttpContext, "Too many votes are in progress here; this vote was not accepted. Try again soon.")
                : await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _inProgress);
        }
    }
}
