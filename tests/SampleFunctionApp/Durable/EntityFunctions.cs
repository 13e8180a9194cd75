using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace SampleFunctionApp;

/// <summary>Entities from a client and from an orchestrator.</summary>
public static class EntityFunctions
{
    [Function("SignalCounter")]
    public static async Task<IActionResult> Signal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "counters/{key}/{amount:int}")] HttpRequest req,
        string key,
        int amount,
        [DurableClient] DurableTaskClient client)
    {
        await client.Entities.SignalEntityAsync(new EntityInstanceId("Counter", key), "Add", amount);
        return new AcceptedResult();
    }

    [Function("ReadCounter")]
    public static async Task<IActionResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counters/{key}")] HttpRequest req,
        string key,
        [DurableClient] DurableTaskClient client)
    {
        EntityMetadata<int>? entity = await client.Entities.GetEntityAsync<int>(new EntityInstanceId("Counter", key));
        return entity is null ? new NotFoundResult() : new OkObjectResult(entity.State);
    }

    [Function("StartTransfer")]
    public static async Task<IActionResult> StartTransfer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "transfer")] HttpRequest req, [DurableClient] DurableTaskClient client)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Transfer));
        OrchestrationMetadata done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, req.HttpContext.RequestAborted);
        return new OkObjectResult(done.ReadOutputAs<string[]>());
    }

    [Function(nameof(Transfer))]
    public static async Task<string[]> Transfer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var from = new EntityInstanceId("Account", context.NewGuid().ToString());
        var to = new EntityInstanceId("Account", context.NewGuid().ToString());
        await using (await context.Entities.LockEntitiesAsync(from, to))
        {
            await context.Entities.CallEntityAsync(from, "Deposit", -5);
            await context.Entities.CallEntityAsync(to, "Deposit", 5);
        }

        int left = await context.Entities.CallEntityAsync<int>(from, "Read");
        string hello = await context.Entities.CallEntityAsync<string>(new EntityInstanceId("Counter", "greeting"), "Hello");
        return [left.ToString(System.Globalization.CultureInfo.InvariantCulture), hello];
    }
}
