using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Recovery;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>POST /api/work/{id}/redrive</c> starts a failed item anew.</summary>
internal sealed class RedriveWorkFunction(WorkRedriver redriver, WorkReporter reporter)
{
    /// <summary>Answers 202, 404, 409 when the item did not fail, 503 without storage.</summary>
    [Function(WorkItemsFunctionNames.Redrive)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "work/{id}/redrive")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        request.OnStorageAsync(
            async () =>
            {
                if (!WorkItemId.TryParse(id, out var itemId))
                {
                    return await request.NoSuchItemAsync(id, cancellationToken);
                }

                var (result, item) = await redriver.RedriveAsync(itemId, cancellationToken);
                await reporter.ReportLaterAsync(client, cancellationToken);
                return result switch
                {
                    RedriveResult.NotFound => await request.NoSuchItemAsync(id, cancellationToken),
                    RedriveResult.NotFailed => await request.ProblemAsync(
                        HttpStatusCode.Conflict, "The work item did not fail.", $"Work item '{id}' is {item!.State.ToText()}: only FAILED ones start anew.", cancellationToken),
                    _ => await request.AcceptedItemAsync(itemId, request.Url.AbsolutePath[..^$"/{id}/redrive".Length], cancellationToken),
                };
            },
            cancellationToken);
}
