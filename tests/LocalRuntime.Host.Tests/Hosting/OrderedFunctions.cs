using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Hosting;

/// <summary>A function that runs until a test lets it end.</summary>
public sealed class OrderedFunctions(OrderedService service)
{
    [Function(nameof(OrderedWait))]
    public async Task<HttpResponseData> OrderedWait([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        service.Events.Enqueue("function started");
        await service.Released.Task;
        service.Events.Enqueue("function ended");
        return request.CreateResponse();
    }
}
