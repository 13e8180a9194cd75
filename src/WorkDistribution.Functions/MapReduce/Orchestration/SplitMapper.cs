using Microsoft.DurableTask;
using WorkDistribution.Functions.Speculation;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Maps a range of splits from within an orchestration, in a bounded window.</summary>
internal static class SplitMapper
{
    private const int MaxReasonLength = 500;

    /// <summary>Maps the splits of an order.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="order">Which splits, and how many may fail.</param>
    /// <param name="progress">Told the totals after each split.</param>
    public static async Task<MapTotals> MapSplitsAsync(this TaskOrchestrationContext context, MapBatchOrder order, Action<MapTotals>? progress = null)
    {
        var failed = new List<FailedSplit>();
        var totals = MapTotals.None with { Failed = failed };
        using var watch = new StragglerWatch(context, order.Count, order.BackupTasks);
        await Window.RunAsync(order.First, order.Count, order.Window, MapAsync);
        return totals;

        async Task<bool> MapAsync(int split)
        {
            try
            {
                var counters = await watch.RunAsync(
                    split, _ => context.RunAsync<MapCounters>(MapReduceFunctionNames.Map, new TaskOrder(order.Job, split), split));
                totals = totals with { Done = totals.Done + 1, Bytes = totals.Bytes + counters.Bytes, Records = totals.Records + counters.Records };
            }
            catch (TaskFailedException e)
            {
                failed.Add(new FailedSplit(split, Shorten(e.FailureDetails.ErrorMessage)));
                // Wrong parameters fail every split alike: no use in trying the rest, whatever is tolerated.
                var stop = failed.Count > order.AllowedFailures || TaskRetries.IsParameterError(e.FailureDetails);
                totals = totals with { Stopped = totals.Stopped || stop };
            }

            progress?.Invoke(totals);
            return !totals.Stopped;
        }
    }

    private static string Shorten(string reason) => reason.Length <= MaxReasonLength ? reason : string.Concat(reason.AsSpan(0, MaxReasonLength), "…");
}
