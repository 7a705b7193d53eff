namespace Microsoft.Extensions.Http.Resilience;

/// <summary>What <c>AddStandardResilienceHandler</c> returns: the name under which the options are kept, and where.</summary>
public interface IHttpStandardResiliencePipelineBuilder
{
    /// <summary>The name of the options of this pipeline.</summary>
    string PipelineName { get; }

    /// <summary>The services that hold them.</summary>
    IServiceCollection Services { get; }
}
