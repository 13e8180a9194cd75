using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary>Answers that several functions of this feature give.</summary>
internal static class TransactionResponses
{
    /// <summary>Answers 404: there is no such transaction.</summary>
    public static Task<HttpResponseData> NoTransactionAsync(this HttpRequestData request, string id, CancellationToken cancellationToken) =>
        request.ProblemAsync(HttpStatusCode.NotFound, "There is no such transaction.", $"No transaction has the id '{id}', or it was purged.", cancellationToken);
}
