using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>Functions that wait.</summary>
public static class IdleFunctions
{
    [Function(nameof(IdleQueue))]
    public static void IdleQueue([QueueTrigger("idle-test")] string message) => ArgumentNullException.ThrowIfNull(message);

    [Function(nameof(WaitForNextYear))]
    public static Task WaitForNextYear([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CreateTimer(TimeSpan.FromDays(365), CancellationToken.None);
}
