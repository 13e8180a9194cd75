using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary>Hands a person's approval or rejection to a saga.</summary>
internal static class SagaApproval
{
    /// <summary>Answers 202 when the decision is handed over, 409 when the saga waits for none, 404 or 400.</summary>
    /// <param name="request">With <c>{"by", "reason"}</c>, both optional.</param>
    /// <param name="id">The saga.</param>
    /// <param name="action"><see cref="SagaDecision.Approve"/> or <see cref="SagaDecision.Reject"/>.</param>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static async Task<HttpResponseData> DecideAsync(
        HttpRequestData request, string id, string action, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await client.FindAsync(id, SagaFunctionNames.Orchestrator, cancellationToken) is not { } instance)
        {
            return await request.NoSuchAsync("saga", id, cancellationToken);
        }

        var errors = new ValidationErrors();
        var fields = await DecisionBody.ReadAsync(request, errors, cancellationToken);
        var by = fields?.Text("by", DecisionBody.MaxNameLength) ?? "somebody";
        var reason = fields?.Text("reason", DecisionBody.MaxReasonLength);
        fields?.RefuseOthers();
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var status = instance.ReadSaga();
        var step = status.State == SagaStates.WaitingForApproval ? status.Steps.FirstOrDefault(static step => step.WaitsUntil is not null) : null;
        if (step is null)
        {
            return await request.ConflictAsync("The saga waits for no approval.", $"Saga '{id}' is {status.State}.", cancellationToken);
        }

        await client.RaiseEventAsync(id, SagaEvents.Approval(step.Step), new SagaDecision(step.Step, action, by, reason), cancellationToken);
        return await request.AcceptedAsync(SagaResponses.StatusUri(request, id), new { id, step = step.Step, action, statusUri = SagaResponses.StatusUri(request, id) }, cancellationToken);
    }
}
