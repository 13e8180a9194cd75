using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>GET /api/work/{id}</c> shows an item.</summary>
internal sealed class ShowWorkFunction(WorkItemLookup items, WorkLevels levels)
{
    /// <summary>Answers 200 with the item, 404, or 503 without storage.</summary>
    [Function(WorkItemsFunctionNames.Show)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "work/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        request.OnStorageAsync(
            async () =>
            {
                var item = WorkItemId.TryParse(id, out var itemId) ? await items.FindAsync(itemId, cancellationToken) : null;
                return item is null
                    ? await request.NoSuchItemAsync(id, cancellationToken)
                    : await request.JsonAsync(HttpStatusCode.OK, WorkItemView.From(item, levels), cancellationToken);
            },
            cancellationToken);
}
