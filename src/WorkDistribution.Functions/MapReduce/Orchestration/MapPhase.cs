using Microsoft.DurableTask;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Maps all splits of a job: by itself, or through sub-orchestrations when there are more than a thousand.</summary>
internal static class MapPhase
{
    /// <summary>Above this, a history would grow past what is comfortable to replay.</summary>
    private const int MaxDirectSplits = 1_000;

    /// <summary>Status updates in a phase, at most: each is written to the history's row.</summary>
    private const int MaxReports = 100;

    /// <summary>Runs the phase.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="splits">All splits of the job.</param>
    /// <param name="report">Told the totals from time to time.</param>
    public static Task<MapTotals> RunAsync(TaskOrchestrationContext context, MapBatchOrder splits, Action<MapTotals> report)
    {
        if (splits.Count > MaxDirectSplits)
        {
            return RunBatchesAsync(context, splits, report);
        }

        var step = Math.Max(1, splits.Count / MaxReports);
        return context.MapSplitsAsync(splits, totals =>
        {
            if ((totals.Done + totals.Failed.Count) % step == 0)
            {
                report(totals);
            }
        });
    }

    private static async Task<MapTotals> RunBatchesAsync(TaskOrchestrationContext context, MapBatchOrder splits, Action<MapTotals> report)
    {
        var size = Math.Clamp(splits.Count / MaxReports, 100, MaxDirectSplits);
        var batches = (splits.Count + size - 1) / size;
        // Several batches at a time, so that the last splits of one do not leave the window half empty.
        var lanes = Math.Min(splits.Window, 4);
        var totals = MapTotals.None;
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(LaneAsync));
        return totals;

        // A lane is a share of the window that takes one batch after the other.
        async Task LaneAsync(int lane)
        {
            var window = (splits.Window / lanes) + (lane < splits.Window % lanes ? 1 : 0);
            while (next < batches && !totals.Stopped)
            {
                var first = splits.First + (next++ * size);
                var batch = await context.CallSubOrchestratorAsync<MapTotals>(MapReduceFunctionNames.MapBatch, splits with
                {
                    First = first,
                    Count = Math.Min(size, splits.First + splits.Count - first),
                    Window = window,
                    AllowedFailures = splits.AllowedFailures - totals.Failed.Count,
                });
                totals = totals.Add(batch);
                totals = totals with { Stopped = totals.Stopped || totals.Failed.Count > splits.AllowedFailures };
                report(totals);
            }
        }
    }
}
