using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Functions.WorkItems.Telemetry;

/// <summary>How busy a pool was from one look to the next.</summary>
internal sealed class PoolUtilisation(WorkStealingPool pool, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _looked = time.GetTimestamp();
    private TimeSpan _busy;

    /// <summary>Share of the time since the last look for which the workers were busy, 0 to 1.</summary>
    public double Next()
    {
        lock (_gate)
        {
            var workers = pool.Statistics;
            var busy = workers.Aggregate(TimeSpan.Zero, static (sum, worker) => sum + worker.Busy);
            var capacity = time.GetElapsedTime(_looked) * workers.Count;
            var share = capacity > TimeSpan.Zero ? Math.Clamp((busy - _busy) / capacity, 0, 1) : 0;
            (_looked, _busy) = (time.GetTimestamp(), busy);
            return share;
        }
    }
}
