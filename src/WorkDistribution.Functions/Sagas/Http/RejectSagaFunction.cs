using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary><c>POST /api/sagas/{id}/reject</c> rejects what a saga waits for.</summary>
internal static class RejectSagaFunction
{
    /// <inheritdoc cref="SagaApproval.DecideAsync"/>
    [Function(SagaFunctionNames.Reject)]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/reject")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        SagaApproval.DecideAsync(request, id, SagaDecision.Reject, client, cancellationToken);
}
