using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Answers HTTP requests with the URLs that manage an orchestration instance.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>How long a caller should wait before it asks for the status, in seconds.</summary>
    private const string RetryAfterSeconds = "10";

    /// <summary>Creates a 202 response with the instance's status URL in <c>Location</c> and all management URLs in its body.</summary>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>Creates a response with the instance's status URL in <c>Location</c> and all management URLs in its body.</summary>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        (HttpResponseData response, HttpManagementPayload payload) = CreateResponse(client, request, instanceId, statusCode);
        await WorkerSerializer.Of(response.FunctionContext)
            .SerializeAsync(response.Body, payload, typeof(HttpManagementPayload), cancellation);
        return response;
    }

    /// <summary>Creates a 202 response with the instance's status URL in <c>Location</c> and all management URLs in its body.</summary>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>Creates a response with the instance's status URL in <c>Location</c> and all management URLs in its body.</summary>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        (HttpResponseData response, HttpManagementPayload payload) = CreateResponse(client, request, instanceId, statusCode);
        WorkerSerializer.Of(response.FunctionContext)
            .Serialize(response.Body, payload, typeof(HttpManagementPayload), cancellation);
        return response;
    }

    /// <summary>Creates the URLs that manage an instance: below the origin of the request, or below that of the client's host.</summary>
    /// <exception cref="ArgumentException">The instance id is null or empty.</exception>
    /// <exception cref="InvalidOperationException">There is no request, and the client does not know its host.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (string.IsNullOrEmpty(instanceId))
        {
            throw new ArgumentException("InstanceId cannot be null or empty.", nameof(instanceId));
        }

        return ManagementUrlBuilder.Build(client, instanceId, request);
    }

    private static (HttpResponseData Response, HttpManagementPayload Payload) CreateResponse(
        DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        HttpManagementPayload payload = ManagementUrlBuilder.Build(client, instanceId, request);
        HttpResponseData response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Retry-After", RetryAfterSeconds);
        response.Headers.Add("Content-Type", "application/json");
        return (response, payload);
    }
}
