using System.Net;
using Azure;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.Functions.Http;

/// <summary>The answer when the storage account does not answer.</summary>
internal static class StorageResponses
{
    /// <summary>Whether an exception says that the storage account does not answer.</summary>
    public static bool IsStorageProblem(Exception e) => e is RequestFailedException or AggregateException { InnerException: RequestFailedException };

    /// <summary>Answers 503: nothing is wrong with the request, and it may be sent again.</summary>
    public static Task<HttpResponseData> StorageProblemAsync(this HttpRequestData request, Exception e, CancellationToken cancellationToken) =>
        request.ProblemAsync(
            HttpStatusCode.ServiceUnavailable,
            "The storage account is not reachable.",
            $"{(e.InnerException ?? e).Message.Split('\n')[0]} Check the connection and send the request again; on one machine, start the host with --azurite.",
            cancellationToken);
}
