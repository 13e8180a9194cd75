using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Entities.OperationFormat;

namespace WorkDistribution.Benchmarks.App.Peer;

/// <summary>One orchestration that calls N activities at once and sums their results, as that of <c>tests/BenchmarkApp</c>.</summary>
internal sealed class FanOut : TaskOrchestration<long, int>
{
    public override async Task<long> RunTask(OrchestrationContext context, int input)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, input).Select(i => context.ScheduleTask<int>(typeof(Same), i)));
        var sum = results.Sum(result => (long)result);
        Ends.Say(context.OrchestrationInstance.InstanceId, sum);
        return sum;
    }
}

/// <summary>Five activities, one after the other.</summary>
internal sealed class Five : TaskOrchestration<int, int>
{
    public const int Steps = 5;

    public override async Task<int> RunTask(OrchestrationContext context, int input)
    {
        var number = input;
        for (var step = 0; step < Steps; step++)
        {
            number = await context.ScheduleTask<int>(typeof(Add1), number);
        }

        Ends.Say(context.OrchestrationInstance.InstanceId, number);
        return number;
    }
}

/// <summary>Gives back its input.</summary>
internal sealed class Same : TaskActivity<int, int>
{
    protected override int Execute(TaskContext context, int input) => input;
}

/// <summary>Adds one to its input.</summary>
internal sealed class Add1 : TaskActivity<int, int>
{
    protected override int Execute(TaskContext context, int input) => input + 1;
}

/// <summary>Adds up what it is sent. The last part of its key is the sum that it waits for.</summary>
internal sealed class Counter : TaskEntity
{
    public override Task<EntityBatchResult> ExecuteOperationBatchAsync(EntityBatchRequest operations)
    {
        var state = Parse(operations.EntityState ?? "0") + operations.Operations!.Sum(static operation => Parse(operation.Input!));
        if (operations.InstanceId!.EndsWith($"-{state}", StringComparison.Ordinal))
        {
            Ends.Say(operations.InstanceId, state);
        }

        return Task.FromResult(new EntityBatchResult
        {
            EntityState = state.ToString(CultureInfo.InvariantCulture),
            Results = [.. operations.Operations!.Select(static _ => new OperationResult())],
            Actions = [],
        });
    }

    private static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);
}
