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
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "graphs/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await client.FindGraphAsync(id, withOutputs: true, cancellationToken) is not { } instance)
        {
            return await request.NoGraphAsync(id, cancellationToken);
        }

        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => await request.JsonAsync(HttpStatusCode.OK, await ResultAsync(instance, cancellationToken), cancellationToken),
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => await request.ProblemAsync(
                HttpStatusCode.Conflict,
                $"The graph ended as {instance.RuntimeStatus}.",
                instance.FailureDetails?.ErrorMessage ?? instance.SerializedOutput ?? "No reason was recorded.",
                cancellationToken),
            _ => await request.NotYetAsync(
                new
                {
                    id,
                    state = instance.RuntimeStatus == OrchestrationRuntimeStatus.Pending ? "PENDING" : "RUNNING",
                    progress = instance.SerializedCustomStatus is { Length: > 0 } ? instance.ReadCustomStatusAs<GraphProgress>() : null,
                },
                cancellationToken),
        };
    }

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
