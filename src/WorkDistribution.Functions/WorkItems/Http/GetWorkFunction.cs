using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>GET /api/work/{id}</c> shows an item.</summary>
internal sealed class GetWorkFunction(PendingIndex index, OutcomeStore outcomes, WorkLevels levels)
{
    /// <summary>Answers 200 with the item, or 404.</summary>
    [Function(WorkItemsFunctionNames.Get)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "work/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken)
    {
        if (!WorkItemId.TryParse(id, out var itemId))
        {
            return await request.NoSuchItemAsync(id, cancellationToken);
        }

        // In this order: an item has its outcome before it leaves the index.
        var item = await index.FindAsync(itemId, cancellationToken) ?? await outcomes.FindAsync(itemId, cancellationToken);
        return item is null
            ? await request.NoSuchItemAsync(id, cancellationToken)
            : await request.JsonAsync(HttpStatusCode.OK, WorkItemView.From(item, levels), cancellationToken);
    }
}
