using System.Globalization;
using Voting.Rehearsal.Engine;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Rollouts;

/// <summary>The Job that makes roles and schemas. Every run is a new pod.</summary>
internal sealed class MigrationJob(PodTemplate template, PodNursery nursery)
{
    private int _number;

    /// <exception cref="InvalidOperationException">It failed; its log is in the message.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var pod = await nursery.StartAsync(template, string.Create(CultureInfo.InvariantCulture, $"{template.Name}-{++_number}"), ct);
        var exitCode = await pod.ExitCodeAsync(ct);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"The migrations ended with {exitCode}:\n{await pod.LogTailAsync(ct)}");
        }

        await nursery.RemoveAsync(pod, ct);
    }
}
