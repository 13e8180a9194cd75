using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.TaskGraphs.Orchestration;
using WorkDistribution.Functions.TaskGraphs.Storage;

namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary><c>GET /api/graphs/{id}</c> tells how a graph is doing and what it came to.</summary>
internal sealed class GetGraphFunction(IObjectStore store)
{
    /// <summary>
    /// Answers 202 with counts while the graph runs; 200 with the result when it is done, also when nodes failed; 404 if there is no such
    /// graph; 409 with the reason if the run itself was terminated or failed.
    /// </summary>
    [Function(TaskGraphFunctionNames.Get)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "graphs/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        request.InstanceAsync(
            client,
            id,
            TaskGraphFunctionNames.Orchestrator,
            "graph",
            async (instance, token) => await request.JsonAsync(HttpStatusCode.OK, await ResultAsync(instance, token), token),
            cancellationToken,
            static instance => new
            {
                id = instance.InstanceId,
                state = instance.RuntimeStatus == OrchestrationRuntimeStatus.Pending ? "PENDING" : "RUNNING",
                progress = instance.SerializedCustomStatus is { Length: > 0 } ? instance.ReadCustomStatusAs<GraphProgress>() : null,
            });

    private async Task<GraphResult> ResultAsync(OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        var order = instance.ReadInputAs<GraphOrder>()!;
        var outcome = instance.ReadOutputAs<GraphOutcome>()!;
        var layout = new GraphLayout(instance.InstanceId);
        var outputs = new Dictionary<int, JsonElement?>();
        for (var i = 0; i < outcome.Nodes.Count; i++)
        {
            if (outcome.Nodes[i].State == NodeOutcome.Completed)
            {
                outputs[i] = (await store.TryReadJsonAsync<StoredOutput>(layout.Output(i), cancellationToken))?.Output;
            }
        }

        return GraphResult.From(instance.InstanceId, order, outcome, outputs);
    }
}
