using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary><c>DELETE /api/graphs/{id}</c> stops a graph and cancels what runs of it.</summary>
internal static class CancelGraphFunction
{
    /// <summary>Answers 202; 404 if there is no such graph; 409 if it has ended.</summary>
    [Function(TaskGraphFunctionNames.Cancel)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "graphs/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await client.FindAsync(id, TaskGraphFunctionNames.Orchestrator, cancellationToken) is not { } instance)
        {
            return await request.NoSuchAsync("graph", id, cancellationToken);
        }

        if (instance.IsCompleted)
        {
            return await request.ProblemAsync(
                HttpStatusCode.Conflict, "The graph has ended.", $"It ended as {instance.RuntimeStatus}; there is nothing to cancel.", cancellationToken);
        }

        await client.TerminateInstanceAsync(id, "Cancelled by request.", cancellationToken);
        return await request.JsonAsync(HttpStatusCode.Accepted, new { id }, cancellationToken);
    }
}
