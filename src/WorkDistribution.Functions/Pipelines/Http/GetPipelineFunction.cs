using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Http;

/// <summary><c>GET /api/pipelines/{id}</c> tells how a pipeline is doing, and what it came to.</summary>
internal sealed class GetPipelineFunction(IObjectStore store)
{
    private const int MaxResultBytes = 64 * 1024;

    /// <summary>
    /// Answers 200 with the result, 202 with the status while the pipeline runs, 404 if there is no such pipeline, and 409 with the reason
    /// if it was stopped by an error or terminated: asking again will not help, and the request is not to blame.
    /// </summary>
    [Function(PipelineFunctionNames.Get)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        if (instance is null || !instance.Name.Equals(PipelineFunctionNames.Orchestrator, StringComparison.OrdinalIgnoreCase))
        {
            return await request.ProblemAsync(
                HttpStatusCode.NotFound, "There is no such pipeline.", $"No pipeline has the id '{id}', or it was purged.", cancellationToken);
        }

        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => await DoneAsync(request, instance.ReadOutputAs<PipelineOutcome>()!, cancellationToken),
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => await request.ProblemAsync(
                HttpStatusCode.Conflict, $"The pipeline ended as {instance.RuntimeStatus}.", Reason(instance), cancellationToken),
            _ => await request.NotYetAsync(
                new { id, runtimeStatus = instance.RuntimeStatus.ToString(), status = Status(instance) }, cancellationToken),
        };
    }

    private async Task<HttpResponseData> DoneAsync(HttpRequestData request, PipelineOutcome outcome, CancellationToken cancellationToken) =>
        await request.JsonAsync(HttpStatusCode.OK, PipelineResult.From(outcome, await ReadResultAsync(outcome, cancellationToken)), cancellationToken);

    private async Task<JsonElement?> ReadResultAsync(PipelineOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await store.OpenReadAsync(new PipelineLayout(outcome.Run).Result, cancellationToken: cancellationToken);
            var json = await RequestBody.ReadAsync(stream, MaxResultBytes, cancellationToken);
            return json is { } bytes ? JsonSerializer.Deserialize<JsonElement>(bytes.Span) : null;
        }
        catch (ObjectNotFoundException)
        {
            // Pipelines without a fold have none, and an output may be deleted.
            return null;
        }
    }

    private static JsonElement? Status(OrchestrationMetadata instance) =>
        instance.SerializedCustomStatus is { Length: > 0 } status ? JsonSerializer.Deserialize<JsonElement>(status) : null;

    // The Azure Storage backend tells a failure's text as the output.
    private static string Reason(OrchestrationMetadata instance) =>
        instance.FailureDetails?.ErrorMessage ?? instance.SerializedOutput ?? "No reason was recorded.";
}
