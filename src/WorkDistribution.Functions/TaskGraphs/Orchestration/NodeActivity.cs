using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.TaskGraphs.Requests;
using WorkDistribution.Functions.TaskGraphs.Storage;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>Runs one node's handler on the outputs of its dependencies.</summary>
/// <remarks>Activities run at least once: an output that is there already is the result, and the handler does not run again.</remarks>
internal sealed class NodeActivity(IObjectStore store, WorkHandlers handlers, IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

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
        if (!handlers.TryGet(task.Handler, out var handler))
        {
            throw new InvalidOperationException($"Handler '{task.Handler}' of node '{task.Id}' is not registered in this version of the app.");
        }

        var payload = await ReplaceReferencesAsync(layout, task, cancellationToken);
        var result = await RunInTimeAsync(handler, payload, task, order, startedAt, cancellationToken);
        var output = result is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(result, Web);
        if (output?.GetRawText().Length > GraphLimits.MaxOutputBytes)
        {
            throw new InvalidOperationException(
                $"The output of node '{task.Id}' is larger than {GraphLimits.MaxOutputBytes} characters: write it to the object store and return its name.");
        }

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

    private async Task<object?> RunInTimeAsync(
        WorkHandlerRegistration handler, string payload, StoredTask task, NodeOrder order, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(task.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var context = new WorkContext($"{order.GraphId}/{task.Id}", "graph", 1, startedAt);
            return await handler.Create(scope.ServiceProvider).RunAsync(payload, context, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Node '{task.Id}' did not end within {task.TimeoutSeconds} s. Raise its timeoutSeconds or give it less to do.");
        }
    }
}
