using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

/// <summary>Durable functions whose instances the management tests start and steer.</summary>
public static class ManagementFunctions
{
    [Function(nameof(Echo))]
    public static async Task<JsonElement> Echo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<JsonElement>();
        return await context.CallActivityAsync<JsonElement>(nameof(Same), input);
    }

    [Function(nameof(Same))]
    public static JsonElement Same([ActivityTrigger] JsonElement value) => value;

    [Function(nameof(WaitForGo))]
    public static async Task<string> WaitForGo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new { phase = "waiting" });
        return "got " + await context.WaitForExternalEvent<string>("go");
    }

    [Function(nameof(Fail))]
    public static Task<string> Fail([OrchestrationTrigger] TaskOrchestrationContext context) =>
        throw new InvalidOperationException("It was meant to fail.");

    [Function("Counter")]
    public static Task Counter([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<CounterEntity>();
}
