using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MasterWorker.Orchestration;
using WorkDistribution.Functions.MasterWorker.Requests;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MasterWorker.Http;

/// <summary><c>POST /api/master-worker</c> starts a batch.</summary>
internal sealed class StartBatchFunction(BatchRequestReader reader, IObjectStore store, TimeProvider time)
{
    /// <summary>Starts a batch: 202 with its id and where to ask for it, or 400 that names the fields that are wrong.</summary>
    [Function(MasterWorkerFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "master-worker")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(BatchLimits.MaxRequestBytes, errors, cancellationToken, "Split the batch.");
        if (body is null || reader.Read(body.Value, errors) is not { } batch)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var layout = new BatchLayout(Guid.NewGuid().ToString("N"));
        for (var first = 0; first < batch.Tasks.Count; first += BatchLayout.PageSize)
        {
            await store.WriteJsonAsync(layout.Page(first), batch.Tasks.Skip(first).Take(BatchLayout.PageSize), cancellationToken, transient: false);
        }

        var order = new MasterOrder(batch.Handler, batch.Tasks.Count, batch.MaxInFlight, batch.TaskTimeoutSeconds, batch.MaxAttempts);
        await client.ScheduleNewOrchestrationInstanceAsync(
            MasterWorkerFunctionNames.Orchestrator,
            MasterState.Begin(order, time.GetUtcNow().UtcDateTime),
            new StartOrchestrationOptions(layout.Id),
            cancellationToken);
        return await request.StartedAsync(layout.Id, cancellationToken);
    }
}
