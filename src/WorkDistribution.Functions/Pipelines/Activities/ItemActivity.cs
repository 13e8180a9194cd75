using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Stages;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Runs one item in one stage: reads the object of the stage before, writes its own.</summary>
internal sealed class ItemActivity(IObjectStore store, StageAttempts attempts, IServiceProvider services)
{
    /// <summary>Runs an item, unless that was done before.</summary>
    [Function(PipelineFunctionNames.Item)]
    public Task<AttemptOutcome> RunAsync([ActivityTrigger] ItemOrder order, CancellationToken cancellationToken)
    {
        var layout = new PipelineLayout(order.Run);
        return attempts.RunAsync(layout, order.Pipeline, order.Stage, definition => Target(layout, definition, order), MakeAsync, cancellationToken);

        async Task MakeAsync(PipelineDefinition definition, Stream output, CancellationToken token)
        {
            await using var input = await store.OpenReadAsync(Input(layout, definition, order), cancellationToken: token);
            await definition.Stages[order.Stage].Each!.RunAsync(services, input, output, new StageContext(store, layout.Output, order.Item), token);
        }
    }

    private static string Input(PipelineLayout layout, PipelineDefinition definition, ItemOrder order) => order.Stage switch
    {
        0 => layout.Source(order.Item),
        _ when definition.Stages[order.Stage - 1].Shape.Folds => layout.FoldState(order.Stage - 1, order.Fold),
        _ => layout.Item(order.Stage - 1, order.Item),
    };

    private static string Target(PipelineLayout layout, PipelineDefinition definition, ItemOrder order) =>
        order.Stage < definition.Stages.Count - 1 ? layout.Item(order.Stage, order.Item)
        : order.Fold > 0 ? layout.Result
        : layout.FinalItem(order.Item);
}
