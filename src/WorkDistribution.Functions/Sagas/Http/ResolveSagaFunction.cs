using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary><c>POST /api/sagas/{id}/resolve</c> tells a saga how to go on with a parked step.</summary>
internal static class ResolveSagaFunction
{
    private const int MaxStepLength = 40;

    /// <summary>
    /// Answers 202 when the decision is handed over, 400 on a bad body, 404, and 409 when nothing is parked. The decision is recorded in
    /// the saga's status.
    /// </summary>
    /// <param name="request">With <c>{"action":"retry"|"skip", "reason", "step", "by"}</c>; the step may be left out when one is parked.</param>
    /// <param name="id">The saga.</param>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [Function(SagaFunctionNames.Resolve)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/resolve")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await client.FindAsync(id, SagaFunctionNames.Orchestrator, cancellationToken) is not { } instance)
        {
            return await request.NoSuchAsync("saga", id, cancellationToken);
        }

        var errors = new ValidationErrors();
        if (await DecisionBody.ReadAsync(request, errors, cancellationToken) is not { } fields)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var action = fields.OneOf("action", SagaDecision.Retry, SagaDecision.Skip);
        if (action is null && !fields.Has("action"))
        {
            fields.Complain("action", """is missing: give "retry" or "skip".""");
        }

        var reason = fields.RequiredText("reason", DecisionBody.MaxReasonLength);
        var by = fields.Text("by", DecisionBody.MaxNameLength) ?? "operator";
        var name = fields.Text("step", MaxStepLength);
        fields.RefuseOthers();
        var status = instance.ReadSaga();
        var parked = status.Steps.Where(static step => step.IsParked).ToList();
        if (errors.IsEmpty && name is null && parked.Count > 1)
        {
            fields.Complain("step", $"is missing: {string.Join(", ", parked.Select(static step => step.Step))} are parked.");
        }

        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var step = parked.FirstOrDefault(step => name is null || step.Step == name);
        if (instance.IsCompleted || step is null)
        {
            return await request.ConflictAsync(
                "Nothing is parked there.",
                parked.Count == 0 || instance.IsCompleted
                    ? $"Saga '{id}' is {status.State}, and no step of it waits for an operator."
                    : $"The step '{name}' is not parked; parked are: {string.Join(", ", parked.Select(static step => step.Step))}.",
                cancellationToken);
        }

        await client.RaiseEventAsync(id, SagaEvents.Resolution(step.Step, step.Parkings), new SagaDecision(step.Step, action!, by, reason), cancellationToken);
        return await request.AcceptedAsync(SagaResponses.StatusUri(request, id), new { id, step = step.Step, action, statusUri = SagaResponses.StatusUri(request, id) }, cancellationToken);
    }
}
