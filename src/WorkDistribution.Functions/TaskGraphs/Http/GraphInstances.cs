using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary>Finds graphs among the instances.</summary>
internal static class GraphInstances
{
    /// <summary>The instance of a graph, or null if there is none or the id is another feature's.</summary>
    public static async Task<OrchestrationMetadata?> FindGraphAsync(this DurableTaskClient client, string id, bool withOutputs, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(id, withOutputs, cancellationToken);
        return instance is not null && instance.Name.Equals(TaskGraphFunctionNames.Orchestrator, StringComparison.OrdinalIgnoreCase) ? instance : null;
    }

    /// <summary>Answers that there is no such graph.</summary>
    public static Task<HttpResponseData> NoGraphAsync(this HttpRequestData request, string id, CancellationToken cancellationToken) =>
        request.ProblemAsync(HttpStatusCode.NotFound, "There is no such graph.", $"No graph has the id '{id}', or it was purged.", cancellationToken);
}
