using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary><c>POST /api/sagas/{id}/approve</c> approves what a saga waits for.</summary>
internal static class ApproveSagaFunction
{
    /// <inheritdoc cref="SagaApproval.DecideAsync"/>
    [Function(SagaFunctionNames.Approve)]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/approve")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        SagaApproval.DecideAsync(request, id, SagaDecision.Approve, client, cancellationToken);
}
