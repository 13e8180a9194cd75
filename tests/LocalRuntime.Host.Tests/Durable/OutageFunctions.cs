using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>Durable functions that meet an outage of the store.</summary>
public static class OutageFunctions
{
    [Function(nameof(StartLength))]
    public static async Task<HttpResponseData> StartLength(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, [DurableClient] DurableTaskClient client)
    {
        using var reader = new StreamReader(request.Body);
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(Length), await reader.ReadToEndAsync());
        return request.CreateResponse(HttpStatusCode.Accepted);
    }

    [Function(nameof(Length))]
    public static async Task<int> Length([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<int>("go") + await context.CallActivityAsync<int>(nameof(Count), context.GetInput<string>());

    [Function(nameof(Count))]
    public static int Count([ActivityTrigger] string text) => text.Length;
}
