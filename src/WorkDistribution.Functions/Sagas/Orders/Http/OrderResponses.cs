using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Orders.Http;

/// <summary>Answers that several functions of this feature give.</summary>
internal static class OrderResponses
{
    /// <summary>Answers 503: the tables cannot be reached.</summary>
    public static Task<HttpResponseData> StorageIsDownAsync(this HttpRequestData request, Exception failure, CancellationToken cancellationToken) =>
        request.ProblemAsync(
            HttpStatusCode.ServiceUnavailable,
            "The storage account is not reachable.",
            $"{failure.InnerException?.Message ?? failure.Message} Check the connection; on one machine, start the host with --azurite.",
            cancellationToken);
}
