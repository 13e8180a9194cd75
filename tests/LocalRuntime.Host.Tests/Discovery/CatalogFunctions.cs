using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

/// <summary>Static and instance methods with all ways to name an output.</summary>
public sealed class CatalogFunctions
{
    [Function("Gamma")]
    public Task<CatalogResult> Third([HttpTrigger] HttpRequestData req) => Task.FromResult(new CatalogResult { Response = req.CreateResponse() });

    [Function("beta")]
    public Task<HttpResponseData> Second([HttpTrigger] HttpRequestData req) => Task.FromResult(req.CreateResponse());

    [Function("Alpha")]
    [QueueOutput("catalog-out")]
    public static string First([QueueTrigger("catalog-in")] string text) => text;
}
