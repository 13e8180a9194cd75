using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Finds the inputs as they are now, cuts them into splits and stores the plan.</summary>
internal sealed class PlanActivity(IObjectStore store, JobTasks tasks, InputSources sources)
{
    /// <summary>Plans a job.</summary>
    /// <exception cref="MapReduceUserException">
    /// The request is wrong. Orchestrations can be started past the HTTP trigger, so everything is checked here once more.
    /// </exception>
    [Function(MapReduceFunctionNames.Plan)]
    public async Task<PlannedJob> RunAsync([ActivityTrigger] PlanOrder order, CancellationToken cancellationToken)
    {
        var (job, request) = (tasks.Create(order.Request.Job, order.Request.Parameters), order.Request);
        CheckRange("reducers", request.Reducers, 1, RequestLimits.MaxReducers);
        CheckRange("splitBytes", request.SplitBytes, RequestLimits.MinSplitBytes, RequestLimits.MaxSplitBytes);
        CheckRange("maxParallelMaps", request.MaxParallelMaps, 1, RequestLimits.MaxParallel);

        var layout = new JobLayout(order.Job);
        var items = await sources[request.Input.Kind].FindAsync(request.Input, cancellationToken);
        var splits = await new JobPlan(store, layout).WriteAsync(items, request.SplitBytes, cancellationToken);
        var bytes = items.Sum(static item => item.Length);
        var description = new JobDescription(
            request.Job, request.Input, request.Parameters ?? new Dictionary<string, string>(), splits, request.Reducers, bytes);
        await store.WriteJsonAsync(layout.Description, description, cancellationToken);
        return new PlannedJob(splits, bytes, NeedsSample: job.Partitioning == PartitioningKind.SampledRange && request.Reducers > 1 && splits > 0);
    }

    private static void CheckRange(string field, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            throw new MapReduceUserException(field, $"{field} must be a whole number from {min} to {max}, not {value}.");
        }
    }
}
