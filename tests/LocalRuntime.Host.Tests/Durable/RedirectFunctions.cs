using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

#pragma warning disable IDE0060 // The bindings need their parameters.

/// <summary>A function with a client of an engine that is elsewhere.</summary>
public static class RedirectFunctions
{
    [Function(nameof(HasClient))]
    public static HttpResponseData HasClient(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, [DurableClient] DurableTaskClient client) =>
        request.CreateResponse();
}
