using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary>Answers that several functions of this feature give.</summary>
internal static class SagaResponses
{
    /// <summary>Answers 409: the saga is not where the request would have it.</summary>
    public static Task<HttpResponseData> ConflictAsync(this HttpRequestData request, string title, string detail, CancellationToken cancellationToken) =>
        request.ProblemAsync(HttpStatusCode.Conflict, title, detail, cancellationToken);

    /// <summary>Where a saga's status stands.</summary>
    public static string StatusUri(HttpRequestData request, string id) => new Uri(request.Url, $"/api/sagas/{id}").AbsoluteUri;
}
