using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Http;

#pragma warning disable IDE0060 // The trigger needs its parameter.

/// <summary>Two functions on one path, the later of which is never reached.</summary>
public static class RouteOrderFunctions
{
    [Function(nameof(OrderSecond))]
    public static HttpResponseData OrderSecond([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/all")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.Gone);

    [Function(nameof(OrderFirst))]
    public static HttpResponseData OrderFirst([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{id}")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.OK);

    [Function(nameof(OrderLost))]
    public static void OrderLost([QueueTrigger("%No_such_setting%")] string message) => ArgumentNullException.ThrowIfNull(message);
}
