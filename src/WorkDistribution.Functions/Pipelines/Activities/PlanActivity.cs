using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Requests;
using WorkDistribution.Functions.Pipelines.Stages;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Lists the items of the source as they are now, and stores a reference to each.</summary>
internal sealed class PlanActivity(IObjectStore store, PipelineRegistry pipelines, IServiceProvider services)
{
    private const int ParallelWrites = 16;

    /// <summary>Plans a pipeline.</summary>
    /// <returns>The number of items, or what is wrong with the order: orchestrations can be started past the HTTP trigger.</returns>
    [Function(PipelineFunctionNames.Plan)]
    public async Task<PlannedPipeline> RunAsync([ActivityTrigger] PlanOrder order, CancellationToken cancellationToken)
    {
        if (!pipelines.TryGet(order.Order.Pipeline, out var definition))
        {
            return new PlannedPipeline(0, $"there is no pipeline '{order.Order.Pipeline}'.");
        }

        if (!Fits(order.Order.Stages, definition))
        {
            return new PlannedPipeline(0, $"its stages are not those of '{definition.Name}', or a number is out of its range. Start pipelines by POST /api/pipelines/{definition.Name}.");
        }

        var layout = new PipelineLayout(order.Run);
        try
        {
            var items = await WriteItemsAsync(layout, definition, order.Order, cancellationToken);
            await store.WriteJsonAsync(layout.Order, order.Order, cancellationToken);
            return new PlannedPipeline(items);
        }
        catch (PipelineInputException e)
        {
            return new PlannedPipeline(0, $"{e.Field}: {e.Message}");
        }
    }

    private static bool Fits(IReadOnlyList<StageSettings> stages, PipelineDefinition definition) =>
        stages.Select(static stage => (stage.Name, stage.Batch)).SequenceEqual(definition.Stages.Select(static stage => (stage.Name, stage.Shape.Batch)))
        && stages.All(static stage => stage.Retries is >= 0 and <= PipelineLimits.MaxRetries
            && stage.Buffer >= Math.Max(1, stage.Batch) && stage.Buffer <= PipelineLimits.MaxBuffer
            && stage.Parallelism >= 1 && stage.Parallelism <= (stage.Batch > 0 ? 1 : PipelineLimits.MaxParallelism));

    private async Task<int> WriteItemsAsync(PipelineLayout layout, PipelineDefinition definition, PipelineOrder order, CancellationToken cancellationToken)
    {
        var count = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(NumberAsync(), parallel, async (item, token) =>
        {
            await using var writer = await store.CreateAsync(layout.Source(item.Index), transient: true, token);
            await writer.Content.WriteAsync(item.Json, token);
            await writer.CommitAsync(token);
        });
        return count;

        async IAsyncEnumerable<(int Index, byte[] Json)> NumberAsync()
        {
            await foreach (var json in definition.Source.ListAsync(services, order.Input ?? default, cancellationToken))
            {
                if (count == PipelineLimits.MaxItems)
                {
                    throw new PipelineInputException("input", $"has more than {PipelineLimits.MaxItems} items. Make the items larger, or start several pipelines.");
                }

                yield return (count++, json);
            }
        }
    }
}
