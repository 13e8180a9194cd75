using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

public sealed class CatalogResult
{
    [HttpResult]
    public HttpResponseData? Response { get; set; }

    [QueueOutput("catalog-out")]
    public string[]? Messages { get; set; }
}
