using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BenchmarkApp;

/// <summary>A function that does nothing: what remains is what a request costs.</summary>
public static class NoopFunctions
{
    [Function("Noop")]
    public static IActionResult Noop([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "noop")] HttpRequest request) =>
        new OkObjectResult("done");
}
