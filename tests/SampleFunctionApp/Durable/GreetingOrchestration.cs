using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace SampleFunctionApp;

/// <summary>Function chaining and fan-out, as in the official quick start.</summary>
public static class GreetingOrchestration
{
    [Function("StartGreetings")]
    public static async Task<HttpResponseData> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "greetings")] HttpRequestData req,
        [DurableClient] DurableTaskClient client,
        FunctionContext executionContext)
    {
        ILogger logger = executionContext.GetLogger(nameof(Start));
        string[]? cities = await req.ReadFromJsonAsync<string[]>();
        string instanceId = await client.ScheduleNewOrchestrationInstanceAsync(nameof(GreetCities), cities);
        logger.LogInformation("Started orchestration with ID = '{InstanceId}'.", instanceId);
        return await client.CreateCheckStatusResponseAsync(req, instanceId);
    }

    [Function(nameof(GreetCities))]
    public static async Task<List<string>> GreetCities([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ILogger logger = context.CreateReplaySafeLogger(nameof(GreetCities));
        string[] cities = context.GetInput<string[]>() ?? [];
        var outputs = new List<string> { await context.CallActivityAsync<string>(nameof(SayHello), cities[0]) };
        logger.LogInformation("Said the first hello.");
        outputs.AddRange(await Task.WhenAll(cities.Skip(1).Select(c => context.CallActivityAsync<string>(nameof(SayHello), c))));
        return outputs;
    }

    [Function(nameof(SayHello))]
    public static string SayHello([ActivityTrigger] string name, FunctionContext executionContext)
    {
        executionContext.GetLogger("SayHello").LogInformation("Saying hello to {Name}.", name);
        return $"Hello {name}!";
    }
}
