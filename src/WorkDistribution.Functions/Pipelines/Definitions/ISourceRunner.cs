using System.Text.Json;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>Lists the items of a source, whatever their type is.</summary>
internal interface ISourceRunner
{
    /// <summary>Checks an input.</summary>
    /// <exception cref="Stages.PipelineInputException">Something is wrong with it.</exception>
    Task CheckAsync(IServiceProvider services, JsonElement input, CancellationToken cancellationToken);

    /// <summary>Lists the items as JSON.</summary>
    /// <exception cref="Stages.PipelineInputException">Something is wrong with the input.</exception>
    IAsyncEnumerable<byte[]> ListAsync(IServiceProvider services, JsonElement input, CancellationToken cancellationToken);
}
