using System.Collections;
using Aspire.Hosting.Dashboard.Messages;
using Google.Protobuf.WellKnownTypes;
using HealthReport = Aspire.Hosting.Dashboard.Messages.HealthReport;
using HealthStatus = Aspire.Hosting.Dashboard.Messages.HealthStatus;
using Message = Aspire.Hosting.Dashboard.Messages.Resource;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource as the dashboard wants it.</summary>
internal static class ResourceMessage
{
    public static Message Of(ResourceEvent known)
    {
        var snapshot = known.Snapshot;
        var message = new Message
        {
            Name = known.ResourceId,
            Uid = known.ResourceId,
            DisplayName = known.Resource.Name,
            ResourceType = snapshot.ResourceType,
            CreatedAt = Time(snapshot.CreationTimeStamp ?? DateTime.UtcNow),
        };
        if (snapshot.State is { } state)
            message.State = state.Text;
        if (snapshot.State?.Style is { } style)
            message.StateStyle = style;

        message.StartedAt = snapshot.StartTimeStamp is { } started ? Time(started) : null;
        message.StoppedAt = snapshot.StopTimeStamp is { } stopped ? Time(stopped) : null;
        message.Environment.AddRange(snapshot.EnvironmentVariables.Select(
            v => new EnvironmentVariable { Name = v.Name, Value = v.Value ?? "", IsFromSpec = v.IsFromSpec }));
        message.Commands.AddRange(LifecycleCommands.Of(known));
        message.Properties.AddRange(snapshot.Properties.Select(Property));
        if (snapshot.ExitCode is { } code)
            message.Properties.Add(new ResourceProperty { Name = "resource.exitCode", Value = ToValue(code) });

        message.Urls.AddRange(snapshot.Urls.Select(
            u => new Url { EndpointName = u.Name ?? "", FullUrl = u.Url, IsInactive = u.IsInactive, DisplayProperties = new() }));
        message.Volumes.AddRange(snapshot.Volumes.Select(
            v => new Volume { Source = v.Source ?? "", Target = v.Target, MountType = v.MountType, IsReadOnly = v.IsReadOnly }));
        message.HealthReports.AddRange(snapshot.HealthReports.Select(Health));
        message.Relationships.AddRange(snapshot.Relationships.Select(
            r => new ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type }));
        return message;
    }

    private static ResourceProperty Property(ResourcePropertySnapshot property)
        => new() { Name = property.Name, Value = ToValue(property.Value), IsSensitive = property.IsSensitive };

    private static HealthReport Health(HealthReportSnapshot report)
    {
        HealthReport message = new()
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = report.LastRunAt is { } run ? Time(run) : null,
        };
        if (report.Status is { } status)
            message.Status = System.Enum.Parse<HealthStatus>(status.ToString());
        return message;
    }

    private static Value ToValue(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        int number => Value.ForNumber(number),
        IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(ToValue)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static Timestamp Time(DateTime time) => Timestamp.FromDateTime(time.ToUniversalTime());
}
