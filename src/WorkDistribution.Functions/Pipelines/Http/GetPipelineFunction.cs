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
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        request.InstanceAsync(
            client,
            id,
            PipelineFunctionNames.Orchestrator,
            "pipeline",
            (instance, token) => DoneAsync(request, instance.ReadOutputAs<PipelineOutcome>()!, token),
            cancellationToken);

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
}
