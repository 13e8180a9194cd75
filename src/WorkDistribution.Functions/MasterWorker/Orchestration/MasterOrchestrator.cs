using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>
/// The master of the seed's "Master-Worker Pattern": puts tasks into the queue, waits for results, issues lost tasks again. Its history is
/// its memory, so it goes on where it was after a restart; a long batch goes on in a fresh history from time to time.
/// </summary>
internal static class MasterOrchestrator
{
    /// <summary>The event that the collector raises with an array of <see cref="TaskReport"/>.</summary>
    public const string Results = "results";

    /// <summary>Rounds after which the master begins a fresh history.</summary>
    private const int MaxRounds = 200;

    private static readonly TaskOptions Retries =
        TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(10)));

    /// <summary>Runs a batch to its end.</summary>
    [Function(MasterWorkerFunctionNames.Orchestrator)]
    public static async Task<MasterOutcome?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var state = context.GetInput<MasterState>()
            ?? throw new InvalidOperationException("The master has no input. Start batches by POST /api/master-worker.");
        using var stop = new CancellationTokenSource();
        Task? alarm = null;
        // One wait is open at any time, and none is given up: it would take an event away.
        var results = context.WaitForExternalEvent<TaskReport[]>(Results);
        for (var round = 0; ; round++)
        {
            for (; results.IsCompleted; results = context.WaitForExternalEvent<TaskReport[]>(Results))
            {
                foreach (var report in await results)
                {
                    state.Record(report);
                }
            }

            if (round >= MaxRounds && !state.IsDone)
            {
                stop.Cancel();
                context.ContinueAsNew(state);
                return null;
            }

            var issued = state.Take(context.CurrentUtcDateTime);
            if (issued.Count > 0)
            {
                var order = new EnqueueOrder(context.InstanceId, state.Order.Handler, state.Order.TaskTimeoutSeconds, issued);
                await context.CallActivityAsync(MasterWorkerFunctionNames.Enqueue, order, Retries);
            }

            context.SetCustomStatus(new MasterStatus(state.Order.Tasks, state.Completed, state.Failed.Count, state.InFlight.Count, state.Lost));
            if (state.IsDone)
            {
                break;
            }

            // An alarm that comes too early costs a round; setting a new one for each result would cost an entry each.
            alarm ??= context.CreateTimer(state.NextDeadline!.Value, stop.Token);
            await Task.WhenAny(results, alarm);
            alarm = alarm.IsCompleted ? null : alarm;
        }

        stop.Cancel();
        await context.CallActivityAsync(MasterWorkerFunctionNames.Gather, new GatherOrder(context.InstanceId, state.Order.Tasks, state.Failed), Retries);
        return new MasterOutcome(
            state.Order.Handler,
            state.Order.Tasks,
            state.Completed,
            state.Failed.Count,
            state.Issued,
            state.Lost,
            state.Duplicates,
            (context.CurrentUtcDateTime - state.StartedAt).TotalMilliseconds);
    }
}
