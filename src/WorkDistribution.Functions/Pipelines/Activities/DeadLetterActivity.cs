using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Keeps an item that failed for good: where, why, and what it was at the source.</summary>
internal sealed class DeadLetterActivity(IObjectStore store)
{
    /// <summary>Stores a dead letter; once more if it was stored before.</summary>
    [Function(PipelineFunctionNames.DeadLetter)]
    public async Task RunAsync([ActivityTrigger] DeadLetterOrder order, CancellationToken cancellationToken)
    {
        var layout = new PipelineLayout(order.Run);
        var source = await store.ReadJsonAsync<JsonElement>(layout.Source(order.Letter.Item), cancellationToken);
        await store.WriteJsonAsync(layout.DeadLetter(order.Letter.Item), order.Letter with { Source = source }, cancellationToken);
    }
}
