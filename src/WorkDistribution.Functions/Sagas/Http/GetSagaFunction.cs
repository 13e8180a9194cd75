using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary><c>GET /api/sagas/{id}</c> shows where a saga stands.</summary>
internal static class GetSagaFunction
{
    /// <summary>Answers 200 with each step's state, attempts and compensation when the saga has ended, 202 with the same while it runs, or 404.</summary>
    [Function(SagaFunctionNames.Get)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var instance = await client.FindAsync(id, SagaFunctionNames.Orchestrator, cancellationToken);
        return instance is null ? await request.NoSuchAsync("saga", id, cancellationToken)
            : instance.IsCompleted ? await request.JsonAsync(HttpStatusCode.OK, instance.ReadSaga(), cancellationToken)
            : await request.NotYetAsync(instance.ReadSaga(), cancellationToken);
    }
}
