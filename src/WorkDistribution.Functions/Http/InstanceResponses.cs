using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.Functions.Http;

/// <summary>The answers of features that are started by one request and asked for by others.</summary>
internal static class InstanceResponses
{
    /// <summary>Answers a start at <c>…/things</c> with 202, <c>{"id", "statusUri"}</c> and <c>Location: …/things/ID</c>.</summary>
    public static Task<HttpResponseData> StartedAsync(this HttpRequestData request, string id, CancellationToken cancellationToken)
    {
        var statusUri = $"{request.Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{id}";
        return request.NotYetAsync(new { id, statusUri }, cancellationToken, statusUri);
    }

    /// <summary>
    /// Answers for an instance: what <paramref name="done"/> makes of a completed one; 202 with its custom status while it runs; 404 when
    /// there is none, or it belongs to another feature; 409 with the reason when it failed or was terminated.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The client that knows the instance.</param>
    /// <param name="id">The instance's id.</param>
    /// <param name="orchestrator">The feature's orchestrator.</param>
    /// <param name="noun">What a message calls the instance, for example <c>encoding</c>.</param>
    /// <param name="done">Answers for a completed one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<HttpResponseData> InstanceAsync(
        this HttpRequestData request,
        DurableTaskClient client,
        string id,
        string orchestrator,
        string noun,
        Func<OrchestrationMetadata, CancellationToken, Task<HttpResponseData>> done,
        CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        if (instance is null || !instance.Name.Equals(orchestrator, StringComparison.OrdinalIgnoreCase))
        {
            return await request.ProblemAsync(
                HttpStatusCode.NotFound, $"There is no such {noun}.", $"No {noun} has the id '{id}', or it was purged.", cancellationToken);
        }

        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => await done(instance, cancellationToken),
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => await request.ProblemAsync(
                HttpStatusCode.Conflict, $"The {noun} ended as {instance.RuntimeStatus}.", Reason(instance), cancellationToken),
            _ => await request.NotYetAsync(
                new
                {
                    id,
                    runtimeStatus = instance.RuntimeStatus.ToString(),
                    status = instance.SerializedCustomStatus is { Length: > 0 } status ? JsonSerializer.Deserialize<JsonElement>(status) : (JsonElement?)null,
                },
                cancellationToken),
        };
    }

    // The Azure Storage backend tells a failure's text as the output.
    private static string Reason(OrchestrationMetadata instance) =>
        instance.FailureDetails?.ErrorMessage ?? instance.SerializedOutput ?? "No reason was recorded.";
}
