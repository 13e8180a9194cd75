using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SampleFunctionApp;

/// <summary>An orchestrator that calls over HTTP.</summary>
public static class HttpCallFunctions
{
    [Function("StartHttpCall")]
    public static async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "httpcall")] HttpRequest req, [DurableClient] DurableTaskClient client)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(CallHttp), $"{req.Scheme}://{req.Host}/api/text");
        OrchestrationMetadata done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, req.HttpContext.RequestAborted);
        return new OkObjectResult(done.ReadOutputAs<string>());
    }

    [Function(nameof(CallHttp))]
    public static async Task<string> CallHttp([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        DurableHttpResponse response = await context.CallHttpAsync(new DurableHttpRequest(HttpMethod.Get, new Uri(context.GetInput<string>()!)));
        return $"{(int)response.StatusCode} {response.Content}";
    }
}
