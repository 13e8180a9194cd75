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
    /// <param name="running">What to tell of one that runs; by default its id, runtime status and custom status.</param>
    public static async Task<HttpResponseData> InstanceAsync(
        this HttpRequestData request,
        DurableTaskClient client,
        string id,
        string orchestrator,
        string noun,
        Func<OrchestrationMetadata, CancellationToken, Task<HttpResponseData>> done,
        CancellationToken cancellationToken,
        Func<OrchestrationMetadata, object>? running = null)
    {
        if (await client.FindAsync(id, orchestrator, cancellationToken) is not { } instance)
        {
            return await request.NoSuchAsync(noun, id, cancellationToken);
        }

        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => await done(instance, cancellationToken),
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => await request.ProblemAsync(
                HttpStatusCode.Conflict, $"The {noun} ended as {instance.RuntimeStatus}.", instance.ReasonOfEnd() ?? "No reason was recorded.", cancellationToken),
            _ => await request.NotYetAsync(
                running?.Invoke(instance) ?? new { id, runtimeStatus = instance.RuntimeStatus.ToString(), status = instance.CustomStatus() },
                cancellationToken),
        };
    }

    /// <summary>Finds a feature's instance, with its input and output.</summary>
    /// <returns>The instance, or null when the id is unknown or of another feature.</returns>
    public static async Task<OrchestrationMetadata?> FindAsync(
        this DurableTaskClient client, string id, string orchestrator, CancellationToken cancellationToken)
    {
        // The ids of entities begin so, and no client may ask for an instance with one.
        var instance = id.StartsWith('@') ? null : await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        return instance is not null && instance.Name.Equals(orchestrator, StringComparison.OrdinalIgnoreCase) ? instance : null;
    }

    /// <summary>Answers 404: there is no such thing.</summary>
    public static Task<HttpResponseData> NoSuchAsync(this HttpRequestData request, string noun, string id, CancellationToken cancellationToken) =>
        request.ProblemAsync(HttpStatusCode.NotFound, $"There is no such {noun}.", $"No {noun} has the id '{id}', or it was purged.", cancellationToken);

    /// <summary>The custom status as JSON, or null if none was set.</summary>
    public static JsonElement? CustomStatus(this OrchestrationMetadata instance) =>
        instance.SerializedCustomStatus is { Length: > 0 } status ? JsonSerializer.Deserialize<JsonElement>(status) : null;

    /// <summary>Why an instance failed or was terminated, or null if nothing was recorded. The Azure Storage backend tells it as the output.</summary>
    public static string? ReasonOfEnd(this OrchestrationMetadata instance) =>
        instance.FailureDetails?.ErrorMessage ?? instance.SerializedOutput;
}
