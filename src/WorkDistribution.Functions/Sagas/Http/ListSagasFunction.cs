using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Core.Sagas;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary><c>GET /api/sagas</c> lists the sagas that can be started.</summary>
internal sealed class ListSagasFunction(SagaRegistry sagas)
{
    /// <summary>Answers 200 with <c>{"sagas":[{"name", "steps":[…]}, …]}</c>.</summary>
    [Function(SagaFunctionNames.List)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.JsonAsync(HttpStatusCode.OK, new { sagas = sagas.Definitions.Select(Describe) }, cancellationToken);

    private static object Describe(SagaDefinition saga) => new
    {
        saga.Name,
        steps = saga.Steps.Select(static step => new
        {
            step.Name,
            kind = step.Kind == SagaStepKind.Approval ? "approval" : "action",
            hasCompensation = step.CanUndo,
            pivot = step.IsPivot,
            step.Group,
            timeoutSeconds = step.Timeout.TotalSeconds,
            maxAttempts = step.Retry.MaxAttempts,
            maxCompensationAttempts = step.UndoRetry.MaxAttempts,
        }),
    };
}
