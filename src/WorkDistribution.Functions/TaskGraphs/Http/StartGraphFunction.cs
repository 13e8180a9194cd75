using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.TaskGraphs.Orchestration;
using WorkDistribution.Functions.TaskGraphs.Requests;
using WorkDistribution.Functions.TaskGraphs.Storage;

namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary><c>POST /api/graphs</c> starts a graph.</summary>
internal sealed class StartGraphFunction(GraphRequestReader reader, IObjectStore store)
{
    /// <summary>Answers 202 with the id and where to follow it, or 400 that names the nodes and edges that are wrong.</summary>
    [Function(TaskGraphFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "graphs")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(GraphLimits.MaxBodyBytes, errors, cancellationToken, "Put large data into files or objects.");
        if (body is null || reader.Read(body.Value, errors) is not { } graph)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var id = Guid.NewGuid().ToString("N");
        await StoreTasksAsync(new GraphLayout(id), graph, cancellationToken);
        await client.ScheduleNewOrchestrationInstanceAsync(
            TaskGraphFunctionNames.Orchestrator, ToOrder(graph), new StartOrchestrationOptions(id), cancellationToken);

        var statusUri = new Uri(request.Url, $"graphs/{id}").AbsoluteUri;
        return await request.NotYetAsync(
            new { id, statusUri, nodes = graph.Nodes.Count, sequentialMs = graph.Graph.SequentialMs, criticalPathMs = graph.Graph.CriticalPathMs },
            cancellationToken,
            statusUri);
    }

    private async Task StoreTasksAsync(GraphLayout layout, GraphRequest graph, CancellationToken cancellationToken)
    {
        var indices = Enumerable.Range(0, graph.Nodes.Count);
        await Parallel.ForEachAsync(indices, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (index, token) =>
        {
            var node = graph.Nodes[index];
            var dependencies = graph.Graph.DependenciesOf(index).ToDictionary(dependency => graph.Nodes[dependency].Id);
            await store.WriteJsonAsync(
                layout.Task(index), new StoredTask(node.Id, node.Handler, node.Payload, node.TimeoutSeconds, dependencies), token, transient: false);
        });
    }

    private static GraphOrder ToOrder(GraphRequest graph)
    {
        var index = graph.Nodes.Select(static (node, i) => (node.Id, i)).ToDictionary(static node => node.Id, static node => node.i, StringComparer.Ordinal);
        return new GraphOrder(
            [.. graph.Nodes.Select(static node => new NodeShape(node.Id, node.Handler, node.ExpectedMs, node.MaxAttempts))],
            [.. graph.Edges.Select(edge => new[] { index[edge.From], index[edge.To] })],
            graph.MaxParallel);
    }
}
