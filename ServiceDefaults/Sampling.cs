using System.Diagnostics;
using System.Globalization;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Which share of the traces that begin in this process is recorded. A trace that began elsewhere follows the decision made there.</summary>
internal static class SampleRatio
{
    private const string Key = "Telemetry:SampleRatio";

    // Enough to see how votes travel, and little enough that a full intake does not notice.
    private const double Default = 0.05;

    /// <summary><c>Telemetry:SampleRatio</c>, 0 to 1; without it what <c>OTEL_TRACES_SAMPLER</c> says (Aspire sets it in a local run), else 0.05, and 1 in Development.</summary>
    /// <exception cref="InvalidConfigurationException">One of them is set to what it cannot be.</exception>
    public static double Of(IHostApplicationBuilder builder)
    {
        if (builder.Configuration[Key] is { Length: > 0 } own)
        {
            return Parse(own) ?? throw builder.Refuse($"Telemetry__SampleRatio must be a number from 0 to 1, not '{own}'");
        }

        var argument = builder.Configuration["OTEL_TRACES_SAMPLER_ARG"];
        return builder.Configuration["OTEL_TRACES_SAMPLER"] switch
        {
            null or "" => builder.Environment.IsDevelopment() ? 1 : Default,
            "always_on" or "parentbased_always_on" => 1,
            "always_off" or "parentbased_always_off" => 0,
            "traceidratio" or "parentbased_traceidratio" => string.IsNullOrEmpty(argument)
                ? 1
                : Parse(argument) ?? throw builder.Refuse($"OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not '{argument}'"),
            var other => throw builder.Refuse($"OTEL_TRACES_SAMPLER must be one of the samplers of the OpenTelemetry specification, not '{other}'"),
        };
    }

    private static double? Parse(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 ? ratio : null;
}

/// <summary>Decides where a trace begins: with a request, or with work of our own. A command to a store outside of any, such as the worker's steady reading, begins none.</summary>
internal sealed class RequestSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _sampler = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        => samplingParameters.Kind == ActivityKind.Client ? new(SamplingDecision.Drop) : _sampler.ShouldSample(samplingParameters);
}
