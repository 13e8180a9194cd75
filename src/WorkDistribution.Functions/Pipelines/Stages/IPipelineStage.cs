namespace WorkDistribution.Functions.Pipelines.Stages;

/// <summary>
/// A stage that turns each item into another. An item may run more than once after a crash or a retry: the last result counts, and
/// effects elsewhere must be idempotent.
/// </summary>
/// <typeparam name="TIn">What the stage before, or the source, makes; read from JSON.</typeparam>
/// <typeparam name="TOut">What this stage makes; written as JSON.</typeparam>
public interface IPipelineStage<in TIn, TOut>
{
    /// <summary>Runs an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="context">Which item it is, and where the pipeline's output goes.</param>
    /// <param name="cancellationToken">Cancelled when the time of the stage is up or the pipeline was stopped.</param>
    /// <exception cref="PipelineItemException">The item is wrong, so that trying again cannot help. All else is tried again.</exception>
    Task<TOut> RunAsync(TIn item, StageContext context, CancellationToken cancellationToken);
}
