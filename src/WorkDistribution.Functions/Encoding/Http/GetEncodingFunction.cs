using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Encodings.Http;

/// <summary><c>GET /api/encodings/{id}</c> tells how far an encoding is, or what it came to.</summary>
internal sealed class GetEncodingFunction
{
    /// <summary>
    /// Answers 200 with the outcome, 202 with the status while the encoding runs, 404 if there is none of that id, and 409 with the reason
    /// if it failed or was terminated.
    /// </summary>
    [Function(EncodingFunctionNames.Get)]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "encodings/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        request.InstanceAsync(
            client,
            id,
            EncodingFunctionNames.Orchestrator,
            "encoding",
            (instance, token) => request.JsonAsync(HttpStatusCode.OK, instance.ReadOutputAs<EncodingOutcome>()!, token),
            cancellationToken);
}
