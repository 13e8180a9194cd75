using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.TaskGraphs.Requests;
using WorkDistribution.Functions.TaskGraphs.Storage;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>Runs one node's handler on the outputs of its dependencies.</summary>
/// <remarks>Activities run at least once: an output that is there already is the result, and the handler does not run again.</remarks>
internal sealed class NodeActivity(IObjectStore store, HandlerCalls calls, TimeProvider time)
{
    /// <summary>Runs a node, unless that was done before.</summary>
    [Function(TaskGraphFunctionNames.Node)]
    public async Task<NodeTimes> RunAsync([ActivityTrigger] NodeOrder order, CancellationToken cancellationToken)
    {
        var layout = new GraphLayout(order.GraphId);
        var stored = await store.TryReadJsonAsync<StoredOutput>(layout.Output(order.Index), cancellationToken);
        stored ??= await RunHandlerAsync(layout, order, cancellationToken);
        return new NodeTimes(stored.StartedAt, stored.EndedAt);
    }

    private async Task<StoredOutput> RunHandlerAsync(GraphLayout layout, NodeOrder order, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var task = await store.ReadJsonAsync<StoredTask>(layout.Task(order.Index), cancellationToken);
        var payload = await ReplaceReferencesAsync(layout, task, cancellationToken);
        var output = await calls.RunAsync(
            task.Handler,
            payload,
            new WorkContext($"{order.GraphId}/{task.Id}", "graph", order.Attempt, startedAt),
            TimeSpan.FromSeconds(task.TimeoutSeconds),
            cancellationToken);
        var stored = new StoredOutput(startedAt, time.GetUtcNow(), output);
        await store.WriteJsonAsync(layout.Output(order.Index), stored, cancellationToken, transient: false);
        return stored;
    }

    private async Task<string> ReplaceReferencesAsync(GraphLayout layout, StoredTask task, CancellationToken cancellationToken)
    {
        var outputs = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        foreach (var node in OutputReferences.In(task.Payload).Distinct(StringComparer.Ordinal))
        {
            outputs[node] = (await store.ReadJsonAsync<StoredOutput>(layout.Output(task.Dependencies[node]), cancellationToken)).Output;
        }

        return OutputReferences.Replace(task.Payload, node => outputs[node])?.ToJsonString() ?? "null";
    }
}
