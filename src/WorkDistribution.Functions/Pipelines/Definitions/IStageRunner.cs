using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>Runs an item from object to object, whatever its types are.</summary>
internal interface IStageRunner
{
    /// <summary>Reads the item from a stream of JSON, and writes what the stage makes of it.</summary>
    Task RunAsync(IServiceProvider services, Stream input, Stream output, StageContext context, CancellationToken cancellationToken);
}
