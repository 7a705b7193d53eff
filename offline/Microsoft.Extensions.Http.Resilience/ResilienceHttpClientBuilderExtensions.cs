using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly.Registry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the standard layers of resilience around a client's requests.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Adds total timeout, retry, circuit breaker and attempt timeout, with the genuine defaults.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var name = string.IsNullOrEmpty(builder.Name) ? "standard" : $"{builder.Name}-standard";
        builder.Services.AddOptions<HttpStandardResilienceOptions>(name)
            .Configure(configure)
            .Validate(
                options => options.TotalRequestTimeout.Timeout > options.AttemptTimeout.Timeout,
                "Total request timeout strategy should have a greater timeout than the attempt timeout strategy.")
            .Validate(
                options => options.CircuitBreaker.SamplingDuration >= options.AttemptTimeout.Timeout * 2,
                "The sampling duration of circuit breaker strategy needs to be at least double of "
                + "an attempt timeout strategy's timeout interval, in order to be effective.")
            .ValidateOnStart();
        // A breaker has to outlive the handlers, which the factory renews every two minutes.
        builder.Services.TryAddSingleton<ResiliencePipelineRegistry<string>>();
        builder.AddHttpMessageHandler(services =>
        {
            var options = services.GetRequiredService<IOptionsMonitor<HttpStandardResilienceOptions>>();
            var pipelines = services.GetRequiredService<ResiliencePipelineRegistry<string>>();
            return new ResilienceHandler(
                pipelines.GetOrAddPipeline<HttpResponseMessage>(name, pipeline => Build(pipeline, options.Get(name))));
        });
        return new PipelineBuilder(name, builder.Services);
    }

    private static void Build(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, HttpStandardResilienceOptions options) => pipeline
        .AddTimeout(options.TotalRequestTimeout)
        .AddRetry(options.Retry)
        .AddCircuitBreaker(options.CircuitBreaker)
        .AddTimeout(options.AttemptTimeout);

    private sealed record PipelineBuilder(string PipelineName, IServiceCollection Services) : IHttpStandardResiliencePipelineBuilder;
}
