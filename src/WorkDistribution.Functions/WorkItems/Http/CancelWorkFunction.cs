using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>DELETE /api/work/{id}</c> cancels an item.</summary>
internal sealed class CancelWorkFunction(WorkCanceller canceller, WorkLevels levels)
{
    /// <summary>
    /// Answers 200 when the item was waiting and has ended now, 202 when it runs and was told to stop, 404, 409 when it had finished, 503
    /// without storage.
    /// </summary>
    [Function(WorkItemsFunctionNames.Cancel)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "work/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        request.OnStorageAsync(
            async () =>
            {
                if (!WorkItemId.TryParse(id, out var itemId))
                {
                    return await request.NoSuchItemAsync(id, cancellationToken);
                }

                var (result, item) = await canceller.CancelAsync(itemId, cancellationToken);
                return result switch
                {
                    CancelResult.NotFound => await request.NoSuchItemAsync(id, cancellationToken),
                    CancelResult.AlreadyFinished => await request.ProblemAsync(
                        HttpStatusCode.Conflict, "The work item has finished.", $"Work item '{id}' is {item!.State.ToText()}: there is nothing to cancel.", cancellationToken),
                    _ => await request.JsonAsync(
                        result == CancelResult.Cancelled ? HttpStatusCode.OK : HttpStatusCode.Accepted, WorkItemView.From(item!, levels), cancellationToken),
                };
            },
            cancellationToken);
}
