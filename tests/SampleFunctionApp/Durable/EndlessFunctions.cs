using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace SampleFunctionApp;

/// <summary>An activity that ends only when it is cancelled, while its orchestration holds the lock of a counter.</summary>
public sealed class EndlessFunctions(Journal journal)
{
    [Function(nameof(HoldCounter))]
    public static async Task HoldCounter([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        string key = context.GetInput<string>()!;
        await using (await context.Entities.LockEntitiesAsync(new EntityInstanceId("Counter", key)))
        {
            await context.CallActivityAsync(nameof(Endless), key);
        }
    }

    [Function(nameof(Endless))]
    public async Task Endless([ActivityTrigger] string key, FunctionContext context)
    {
        journal.Write($"endless started {key}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Write($"endless cancelled {key}");
            throw;
        }
    }
}
