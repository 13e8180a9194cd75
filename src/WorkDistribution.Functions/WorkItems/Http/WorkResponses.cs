using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Answers that several functions of this feature give.</summary>
internal static class WorkResponses
{
    /// <summary>Runs a function's body, and answers 503 when storage fails it.</summary>
    public static async Task<HttpResponseData> OnStorageAsync(
        this HttpRequestData request, Func<Task<HttpResponseData>> body, CancellationToken cancellationToken)
    {
        try
        {
            return await body();
        }
        catch (Exception e) when (IsStorageProblem(e))
        {
            return await request.StorageProblemAsync(e, cancellationToken);
        }
    }

    /// <summary>Whether an exception says that the storage account does not answer, or not in time.</summary>
    public static bool IsStorageProblem(Exception e) => e is TimeoutException || StorageResponses.IsStorageProblem(e);

    /// <summary>Answers 429 with when to try again.</summary>
    public static Task<HttpResponseData> TooManyItemsAsync(this HttpRequestData request, Backpressure backpressure, CancellationToken cancellationToken) =>
        request.ProblemAsync(
            HttpStatusCode.TooManyRequests, "There is too much unfinished work.", backpressure.Reason, cancellationToken, backpressure.RetryAfterSeconds);

    /// <summary>Answers 404.</summary>
    public static Task<HttpResponseData> NoSuchItemAsync(this HttpRequestData request, string id, CancellationToken cancellationToken) =>
        request.ProblemAsync(
            HttpStatusCode.NotFound, "There is no such work item.", $"No work item has the id '{(id.Length <= 64 ? id : $"{id[..64]}…")}'.", cancellationToken);

    /// <summary>Answers 202 with where to follow an item.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The item.</param>
    /// <param name="collection">Path of all items, such as <c>/api/work</c>.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task<HttpResponseData> AcceptedItemAsync(
        this HttpRequestData request, WorkItemId id, string collection, CancellationToken cancellationToken)
    {
        var statusUri = $"{request.Url.GetLeftPart(UriPartial.Authority)}{collection.TrimEnd('/')}/{id}";
        return await request.AcceptedAsync(statusUri, new { id = id.ToString(), statusUri }, cancellationToken);
    }
}
