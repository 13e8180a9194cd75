namespace WorkDistribution.Functions.Pipelines.Stages;

/// <summary>
/// A stage that folds all items into one state, which is the one item of the stages behind it. It folds batches as items become ready,
/// so that it overlaps with the stages before it.
/// </summary>
/// <typeparam name="TIn">What the stage before, or the source, makes; read from JSON.</typeparam>
/// <typeparam name="TState">The state; written as JSON once a batch, so it should be small.</typeparam>
public interface IPipelineFold<in TIn, TState>
{
    /// <summary>The state before the first item.</summary>
    TState Seed();

    /// <summary>
    /// Adds an item. Items come in the order of the source when the pipeline is ordered; else the result must not depend on the order.
    /// </summary>
    /// <param name="state">The state so far; it may be changed and returned.</param>
    /// <param name="item">The item.</param>
    /// <returns>The state with the item.</returns>
    /// <exception cref="PipelineItemException">The item is wrong, so that trying again cannot help.</exception>
    TState Fold(TState state, TIn item);
}
