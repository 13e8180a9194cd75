using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using WorkDistribution.Functions.MapReduce.Storage;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>
/// The seed's "MapReduce Pattern": split, map, shuffle, reduce. Data passes through the object store only; the history holds indices
/// and counters.
/// </summary>
internal static class MapReduceOrchestrator
{
    private const int MaxReportedFailures = 1_000;

    /// <summary>Runs a job from its plan to its committed output.</summary>
    [Function(MapReduceFunctionNames.Orchestrator)]
    public static async Task<MapReduceOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<MapReduceRequest>()
            ?? throw new MapReduceFailedException("The orchestration has no input. Start jobs by POST /api/mapreduce/{job}.");
        var layout = JobLayout.For(context.InstanceId, context.NewGuid());
        try
        {
            return await RunPhasesAsync(context, request, layout);
        }
        catch (Exception e) when (e is MapReduceFailedException or TaskFailedException)
        {
            await DiscardAsync(context, request, layout);
            throw;
        }
    }

    private static async Task<MapReduceOutcome> RunPhasesAsync(TaskOrchestrationContext context, MapReduceRequest request, JobLayout layout)
    {
        var job = layout.Root;
        var startedAt = context.CurrentUtcDateTime;
        var status = new MapReduceStatus("plan", 0, 0, 0, request.Reducers, 0, 0, 0, 0, startedAt);
        context.SetCustomStatus(status);

        var plan = await InPhaseAsync("planned", context.RunAsync<PlannedJob>(MapReduceFunctionNames.Plan, new PlanOrder(job, request)));
        if (plan.NeedsSample)
        {
            await InPhaseAsync("sampled", context.RunAsync<int>(MapReduceFunctionNames.Sample, job));
        }

        Report(status with { Phase = "map", Splits = plan.Splits, InputBytes = plan.InputBytes });
        var allowed = request.ToleratedFailures.Allowed(plan.Splits);
        var splits = new MapBatchOrder(job, 0, plan.Splits, request.MaxParallelMaps, allowed, request.BackupTasks);
        var mapped = await InPhaseAsync("mapped", MapPhase.RunAsync(context, splits, totals => Report(status with
        {
            SplitsDone = totals.Done,
            SplitsFailed = totals.Failed.Count,
            BytesDone = totals.Bytes,
            Records = totals.Records,
        })));
        ThrowIfTooManyFailed(mapped, plan.Splits, allowed);

        var shuffle = new ShuffleOrder(job, [.. mapped.Failed.Select(static failed => failed.Split)]);
        await InPhaseAsync("shuffled", context.RunAsync<int>(MapReduceFunctionNames.Shuffle, shuffle));

        Report(status with { Phase = "reduce", SplitsDone = mapped.Done, SplitsFailed = mapped.Failed.Count, BytesDone = mapped.Bytes, Records = mapped.Records });
        await ReduceAsync(context, job, request, done => Report(status with { ReducersDone = done }));

        Report(status with { Phase = "commit" });
        var committed = await InPhaseAsync("committed", context.RunAsync<CommittedJob>(MapReduceFunctionNames.Commit, job));

        Report(status with { Phase = "done" });
        return new MapReduceOutcome(
            request.Job,
            context.InstanceId,
            plan.InputBytes,
            plan.Splits,
            request.Reducers,
            committed.MapOutputRecords,
            committed.ShuffledRecords,
            committed.DistinctKeys,
            committed.TotalCount,
            (long)(context.CurrentUtcDateTime - startedAt).TotalMilliseconds,
            committed.Output,
            layout.Manifest,
            [.. mapped.Failed.OrderBy(static failed => failed.Split).Take(MaxReportedFailures)]);

        void Report(MapReduceStatus current)
        {
            status = current;
            context.SetCustomStatus(current);
        }
    }

    private static async Task ReduceAsync(TaskOrchestrationContext context, string job, MapReduceRequest request, Action<int> report)
    {
        var done = 0;
        var step = Math.Max(1, request.Reducers / 100);
        string? failure = null;
        await Window.RunAsync(0, request.Reducers, request.MaxParallelMaps, async part =>
        {
            try
            {
                await context.RunAsync<int>(MapReduceFunctionNames.Reduce, new TaskOrder(job, part), part);
            }
            catch (TaskFailedException e)
            {
                failure ??= $"Part {part} could not be reduced: {e.FailureDetails.ErrorMessage}";
                return false;
            }

            if (++done % step == 0)
            {
                report(done);
            }

            return true;
        });
        if (failure is not null)
        {
            throw new MapReduceFailedException(failure);
        }
    }

    private static void ThrowIfTooManyFailed(MapTotals mapped, int splits, int allowed)
    {
        if (mapped.Stopped || mapped.Failed.Count > allowed)
        {
            var first = mapped.Failed[0];
            throw new MapReduceFailedException(
                $"{mapped.Failed.Count} of {splits} splits failed, and {allowed} may. Split {first.Split} failed with: {first.Reason}");
        }
    }

    private static async Task<T> InPhaseAsync<T>(string phase, Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (TaskFailedException e)
        {
            throw new MapReduceFailedException($"The job could not be {phase}: {e.FailureDetails.ErrorMessage}");
        }
    }

    private static async Task DiscardAsync(TaskOrchestrationContext context, MapReduceRequest request, JobLayout layout)
    {
        try
        {
            await context.CallActivityAsync(MapReduceFunctionNames.Discard, layout.Root);
            if (request.Input.Documents is { } documents)
            {
                await context.CallActivityAsync(MapReduceFunctionNames.Discard, documents);
            }
        }
        catch (TaskFailedException e)
        {
            // The job's own failure matters more than what it left behind.
            context.CreateReplaySafeLogger(nameof(MapReduceOrchestrator))
                .LogWarning("The objects of failed job {InstanceId} could not be deleted: {Reason}", context.InstanceId, e.FailureDetails.ErrorMessage);
        }
    }
}
