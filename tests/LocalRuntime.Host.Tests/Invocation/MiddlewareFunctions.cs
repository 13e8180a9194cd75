using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Tests.Invocation;

/// <summary>Functions whose inputs and results middleware changes.</summary>
public static class MiddlewareFunctions
{
    [Function(nameof(MiddlewareWeb))]
    public static IActionResult MiddlewareWeb([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(request.Headers["x-middleware"].ToString());

    [Function(nameof(MiddlewareQueue))]
    public static string MiddlewareQueue([QueueTrigger("middleware")] string message) => message;
}
