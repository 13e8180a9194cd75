using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MasterWorker.Orchestration;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MasterWorker.Http;

/// <summary><c>GET /api/master-worker/{id}</c> tells how far a batch is, or its results.</summary>
internal sealed class GetBatchFunction(IObjectStore store)
{
    /// <summary>
    /// Answers 200 with counters and the result of each task, 202 with the status while the batch runs, 404 if there is none of that id,
    /// and 409 with the reason if its master failed or was terminated.
    /// </summary>
    [Function(MasterWorkerFunctionNames.Get)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "master-worker/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        request.InstanceAsync(client, id, MasterWorkerFunctionNames.Orchestrator, "batch", (instance, token) => DoneAsync(request, instance, token), cancellationToken);

    private async Task<HttpResponseData> DoneAsync(HttpRequestData request, OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        var outcome = instance.ReadOutputAs<MasterOutcome>()!;
        var results = await store.TryReadJsonAsync<List<TaskResult>>(new BatchLayout(instance.InstanceId).Results, cancellationToken);
        return results is null
            ? await request.ProblemAsync(
                HttpStatusCode.NotFound, "The results are gone.", $"Batch '{instance.InstanceId}' finished, but its results were deleted since.", cancellationToken)
            : await request.JsonAsync(
                HttpStatusCode.OK,
                new
                {
                    id = instance.InstanceId,
                    outcome.Handler,
                    outcome.Tasks,
                    outcome.Completed,
                    outcome.Failed,
                    outcome.Attempts,
                    outcome.Lost,
                    outcome.Duplicates,
                    outcome.ElapsedMs,
                    results,
                },
                cancellationToken);
    }
}
