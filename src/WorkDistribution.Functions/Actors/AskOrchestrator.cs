using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.Functions.Actors;

/// <summary>Asks an actor and gives its answer: clients can signal entities and read them, but only orchestrations can ask.</summary>
internal static class AskOrchestrator
{
    /// <summary>Asks once.</summary>
    [Function(ActorFunctionNames.Ask)]
    public static Task<JsonElement> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<AskOrder>() ?? throw new InvalidOperationException("There is no message. Ask actors over HTTP.");
        return context.Entities.CallEntityAsync<JsonElement>(new EntityInstanceId(order.Actor, order.Key), order.Operation, order.Input);
    }
}
