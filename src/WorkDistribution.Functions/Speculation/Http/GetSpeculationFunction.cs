using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Speculation.Orchestration;

namespace WorkDistribution.Functions.Speculation.Http;

/// <summary><c>GET /api/speculations/{id}</c> tells what a speculation came to.</summary>
internal sealed class GetSpeculationFunction
{
    /// <summary>Answers 200 with the outcome, 202 while it runs, 404 if there is none of that id, 409 with the reason if it failed or was terminated.</summary>
    [Function(SpeculationFunctionNames.Get)]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "speculations/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        request.InstanceAsync(
            client,
            id,
            SpeculationFunctionNames.Orchestrator,
            "speculation",
            (instance, token) => request.JsonAsync(HttpStatusCode.OK, instance.ReadOutputAs<SpeculationOutcome>()!, token),
            cancellationToken);
}
