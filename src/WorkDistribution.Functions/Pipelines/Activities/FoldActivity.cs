using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Folds a batch of items into the running state: reads the state before and the items, writes the state behind.</summary>
internal sealed class FoldActivity(IObjectStore store, StageAttempts attempts, IServiceProvider services)
{
    /// <summary>Folds a batch, unless that was done before.</summary>
    [Function(PipelineFunctionNames.Fold)]
    public async Task<AttemptOutcome> RunAsync([ActivityTrigger] FoldOrder order, CancellationToken cancellationToken)
    {
        var layout = new PipelineLayout(order.Run);
        var outcome = await attempts.RunAsync(
            layout, order.Pipeline, order.Stage, _ => layout.FoldState(order.Stage, order.Number), MakeAsync, cancellationToken);
        if (outcome.Result == AttemptResult.Done && order.After > 0)
        {
            // States may be large, and nobody goes back behind this one.
            await store.DeletePrefixAsync(layout.Fold(order.Stage, order.After), cancellationToken);
        }

        return outcome;

        async Task MakeAsync(PipelineDefinition definition, Stream output, CancellationToken token)
        {
            await using var state = order.After > 0 ? await store.OpenReadAsync(layout.FoldState(order.Stage, order.After), cancellationToken: token) : null;
            await definition.Stages[order.Stage].Fold!.RunAsync(services, state, OpenItemsAsync(layout, order, token), output, token);
        }
    }

    private async IAsyncEnumerable<Stream> OpenItemsAsync(PipelineLayout layout, FoldOrder order, [EnumeratorCancellation] CancellationToken token)
    {
        foreach (var item in order.Items)
        {
            yield return await store.OpenReadAsync(
                order.Stage == 0 ? layout.Source(item) : layout.Item(order.Stage - 1, item), cancellationToken: token);
        }
    }
}
