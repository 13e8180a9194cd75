using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

/// <summary>A function that answers with the trace it is part of.</summary>
public static class TraceFunctions
{
    [Function(nameof(Trace))]
    public static async Task<HttpResponseData> Trace([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, FunctionContext context)
    {
        var response = request.CreateResponse();
        await response.WriteStringAsync(context.TraceContext.TraceParent);
        return response;
    }
}
