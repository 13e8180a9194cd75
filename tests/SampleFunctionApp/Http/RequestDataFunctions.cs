using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace SampleFunctionApp;

/// <summary>HTTP functions on the worker's own types.</summary>
public static class RequestDataFunctions
{
    [Function("Echo")]
    public static async Task<HttpResponseData> Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo/{*path}")] HttpRequestData req, string path, FunctionContext context)
    {
        ILogger logger = context.GetLogger("Echo");
        logger.LogInformation("Echo of {Path}", path);
        HttpResponseData response = req.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        response.Headers.Add("x-path", path);
        response.Cookies.Append("seen", "yes");
        await response.WriteStringAsync(await req.ReadAsStringAsync() ?? string.Empty);
        return response;
    }

    [Function("Query")]
    public static async Task<HttpResponseData> Query([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "query")] HttpRequestData req)
    {
        HttpResponseData response = req.CreateResponse(HttpStatusCode.Accepted);
        await response.WriteAsJsonAsync(new { q = req.Query["q"], url = req.Url.AbsolutePath, method = req.Method });
        return response;
    }
}
