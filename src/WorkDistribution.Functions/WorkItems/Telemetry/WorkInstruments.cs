using System.Diagnostics.Metrics;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Telemetry;

/// <summary>Every metric of work items in this process. Nothing is measured that nobody listens to.</summary>
internal sealed class WorkInstruments
{
    /// <summary>From a millisecond, what an item takes at best, to an hour, in seconds.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 300, 1800, 3600],
    };

    private readonly WorkLevels _levels;
    private readonly Counter<long> _submitted;
    private readonly Counter<long> _finished;
    private readonly Counter<long> _retried;
    private readonly Histogram<double> _latency;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _duration;

    public WorkInstruments(
        IMeterFactory meters, WorkLevels levels, PriorityBoard board, WorkStealingPool pool, LaneCounters lanes, BackupCounters backups, TimeProvider time)
    {
        _levels = levels;
        var meter = meters.Create(WorkTelemetry.MeterName);
        _submitted = meter.CreateCounter<long>("workitems.submitted", "{item}", "Items submitted or re-driven.");
        _finished = meter.CreateCounter<long>("workitems.finished", "{item}", "Items that ended: completed, failed or cancelled.");
        _retried = meter.CreateCounter<long>("workitems.retried", "{attempt}", "Attempts after which the item waits for another.");
        _latency = meter.CreateHistogram("workitems.latency", "s", "From the submission of an item to the record of its end.", advice: Seconds);
        _wait = meter.CreateHistogram("workitems.wait", "s", "From when an item could be claimed to the claim.", advice: Seconds);
        _duration = meter.CreateHistogram("workitems.duration", "s", "Time that a handler takes.", advice: Seconds);

        meter.CreateObservableGauge("workitems.depth", () => Depths(board), "{item}", "Unfinished items of all processes, as this one knows them.");
        var utilisation = new PoolUtilisation(pool, time);
        meter.CreateObservableGauge("workitems.pool.utilization", () => utilisation.Next(), "1", "Share of the time since it was observed last for which the pool's workers were busy.");
        Observe(meter, "workitems.pool.steal.attempts", "{attempt}", "Deques that workers of the pool tried to steal from.", () => pool.Statistics.Sum(static w => w.StealAttempts));
        Observe(meter, "workitems.pool.steals", "{steal}", "Attempts in the pool that got items.", () => pool.Statistics.Sum(static w => w.Steals));
        Observe(meter, "workitems.lanes.steal.attempts", "{attempt}", "Lanes of others that were looked at in order to steal from them.", () => lanes.Report.Attempts);
        Observe(meter, "workitems.lanes.steals", "{steal}", "Attempts on lanes that got items.", () => lanes.Report.Successes);
        Observe(meter, "workitems.backups.asked", "{backup}", "Backups that this process asked for.", () => backups.Report.Asked);
        Observe(meter, "workitems.backups.won", "{backup}", "Backups that this process ran and that were first.", () => backups.Report.Won);
    }

    /// <summary>Counts submissions.</summary>
    public void Submitted(int level, long count) => _submitted.Add(count, Priority(level));

    /// <summary>Counts an item that was recorded.</summary>
    /// <param name="item">It has ended, or waits for another attempt.</param>
    /// <param name="latency">From its submission to now; null when that says nothing.</param>
    public void Recorded(WorkItem item, TimeSpan? latency)
    {
        var priority = Priority(item.Id.Level);
        if (!item.IsFinished)
        {
            _retried.Add(1, priority);
            return;
        }

        KeyValuePair<string, object?> outcome = new(WorkTags.Outcome, item.Cancelled ? "cancelled" : item.State == WorkItemState.Completed ? "completed" : "failed");
        _finished.Add(1, priority, outcome);
        if (latency is { } time)
        {
            _latency.Record(time.TotalSeconds, priority, outcome);
        }
    }

    /// <summary>Measures an attempt.</summary>
    public void Ran(WorkItem item, TimeSpan wait, TimeSpan duration)
    {
        var priority = Priority(item.Id.Level);
        KeyValuePair<string, object?> handler = new(WorkTags.Handler, item.Handler);
        _wait.Record(wait.TotalSeconds, priority, handler);
        _duration.Record(duration.TotalSeconds, priority, handler);
    }

    private static void Observe(Meter meter, string name, string unit, string description, Func<long> value) =>
        meter.CreateObservableCounter(name, value, unit, description);

    private IEnumerable<Measurement<long>> Depths(PriorityBoard board) => board.RecentDepths is { } depths
        ? depths.Select((depth, level) => new Measurement<long>(depth, Priority(level)))
        : [];

    private KeyValuePair<string, object?> Priority(int level) => new(WorkTags.Priority, _levels.NameOf(level));
}
