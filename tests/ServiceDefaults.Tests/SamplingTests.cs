using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Tests;

public sealed class SamplingTests
{
    [Theory]
    [InlineData(0.05, "Production")]
    [InlineData(1, "Development")]
    [InlineData(0.3, "Production", "Telemetry:SampleRatio=0.3")]
    [InlineData(0, "Development", "Telemetry:SampleRatio=0")]
    [InlineData(0.3, "Production", "Telemetry:SampleRatio=0.3", "OTEL_TRACES_SAMPLER=always_on")]
    [InlineData(1, "Production", "OTEL_TRACES_SAMPLER=always_on")]
    [InlineData(1, "Production", "OTEL_TRACES_SAMPLER=parentbased_always_on")]
    [InlineData(0, "Production", "OTEL_TRACES_SAMPLER=always_off")]
    [InlineData(0, "Production", "OTEL_TRACES_SAMPLER=parentbased_always_off")]
    [InlineData(0.2, "Production", "OTEL_TRACES_SAMPLER=traceidratio", "OTEL_TRACES_SAMPLER_ARG=0.2")]
    [InlineData(0.2, "Production", "OTEL_TRACES_SAMPLER=parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG=0.2")]
    [InlineData(1, "Production", "OTEL_TRACES_SAMPLER=traceidratio")]
    public void Our_own_setting_wins_then_the_environments_sampler_then_the_kind_of_environment(double ratio, string environment, params string[] settings)
        => Assert.Equal(ratio, SampleRatio.Of(Builder(environment, settings)));

    [Theory]
    [InlineData("Telemetry__SampleRatio", "Telemetry:SampleRatio=5 %")]
    [InlineData("Telemetry__SampleRatio", "Telemetry:SampleRatio=1.5")]
    [InlineData("OTEL_TRACES_SAMPLER ", "OTEL_TRACES_SAMPLER=sometimes")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "OTEL_TRACES_SAMPLER=traceidratio", "OTEL_TRACES_SAMPLER_ARG=many")]
    public void What_is_no_ratio_is_refused_by_the_name_of_its_variable(string variable, params string[] settings)
        => Assert.Contains(variable, Assert.Throws<InvalidConfigurationException>(() => SampleRatio.Of(Builder("Production", settings))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ActivityKind.Server, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Internal, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Client, SamplingDecision.Drop)]
    public void A_command_to_a_store_begins_no_trace(ActivityKind kind, SamplingDecision decision)
        => Assert.Equal(decision, new RequestSampler(1).ShouldSample(new(default, ActivityTraceId.CreateRandom(), "", kind)).Decision);

    private static HostApplicationBuilder Builder(string environment, string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            builder.Configuration[setting[0]] = setting[1];
        }

        return builder;
    }
}
