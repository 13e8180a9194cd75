using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Telemetry;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>
/// Measures what this process does and reports it to the entity <c>WorkMonitor</c>. What it holds until a report gets through is
/// bounded: the buckets of a timeline.
/// </summary>
internal sealed class WorkMeter(
    WorkLevels levels,
    WorkStealingPool pool,
    ClaimSize claimSize,
    LaneCounters lanes,
    BackupCounters backups,
    WorkInstruments instruments,
    WorkerIdentity worker,
    EntitySignals signals,
    TimeProvider time)
{
    /// <summary>Longest time between two looks at a pool that is busy, in seconds; as a rule it is half of that.</summary>
    private const double MaxPause = 10;

    private readonly Lock _gate = new();
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private WorkTimeline _unsent = new();

    /// <summary>When the pool was looked at last, and what had been done by then.</summary>
    private (double At, StealCount Steals, LaneReport Lanes, BackupReport Backups, double BusyMs) _sample =
        (time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, default, LaneReport.None, BackupReport.None, 0);

    /// <summary>Counts submissions.</summary>
    public void Submitted(int level, long count)
    {
        Add(level, new LevelOutcomes { Submitted = count });
        instruments.Submitted(level, count);
    }

    /// <summary>Counts an item that was recorded: ended, or waiting for another attempt.</summary>
    public void Recorded(WorkItem item)
    {
        Add(item.Id.Level, item switch
        {
            { State: WorkItemState.Completed } => new LevelOutcomes { Completed = 1 },
            { Cancelled: true } => new LevelOutcomes { Cancelled = 1 },
            { State: WorkItemState.Failed } => new LevelOutcomes { Failed = 1 },
            _ => new LevelOutcomes { Retried = 1 },
        });

        // Of one that was re-driven it is not known when.
        TimeSpan? latency = item is { IsFinished: true, Cancelled: false, Generation: 0 } ? time.GetUtcNow() - item.CreatedAt : null;
        if (latency is { } known)
        {
            Change(bucket => (bucket.Latencies ??= new()).Record(known));
        }

        instruments.Recorded(item, latency);
    }

    /// <summary>Measures an attempt.</summary>
    /// <param name="item">The item.</param>
    /// <param name="wait">From when it could be claimed to the claim.</param>
    /// <param name="duration">Of the handler.</param>
    public void Ran(WorkItem item, TimeSpan wait, TimeSpan duration)
    {
        Change(bucket =>
        {
            (bucket.Waits ??= new()).Record(wait);
            (bucket.Durations ??= new()).Record(duration);
        });
        instruments.Ran(item, wait, duration);
    }

    /// <summary>
    /// Looks at what the pool has done since the last look, and spreads the time for which it was busy evenly over the time between: to be
    /// called before and after the pool has something to do, and now and then meanwhile.
    /// </summary>
    public void Sample()
    {
        lock (_gate)
        {
            var workers = pool.Statistics;
            var now = Now();
            var steals = new StealCount(workers.Sum(static w => w.StealAttempts), workers.Sum(static w => w.Steals));

            // A worker that turns idle just now may have counted its last stretch twice.
            var busy = Math.Max(_sample.BusyMs, workers.Sum(static w => w.Busy.TotalMilliseconds));
            var (laneReport, backupReport) = (lanes.Report, backups.Report);
            if ((steals, laneReport, backupReport) != (_sample.Steals, _sample.Lanes, _sample.Backups))
            {
                var bucket = At(now);
                bucket.Steals += steals - _sample.Steals;
                bucket.Lanes += laneReport - _sample.Lanes;
                bucket.Backups += backupReport - _sample.Backups;
            }

            Spread(busy - _sample.BusyMs, _sample.At, now);
            _sample = (now, steals, laneReport, backupReport, busy);
        }
    }

    /// <summary>Signals what was measured, if anything was. After a failure it is kept for the next time.</summary>
    public async Task ReportAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        Sample();
        List<WorkBucket> buckets;
        lock (_gate)
        {
            if (_unsent.Buckets.Count == 0)
            {
                return;
            }

            (buckets, _unsent) = (_unsent.Buckets, new WorkTimeline());
        }

        var size = new WorkerSize(_started, pool.Statistics.Count, claimSize.Current, claimSize.Decisions);
        if (!await signals.TrySendAsync(
            client, WorkMonitorEntity.Id, nameof(WorkMonitorEntity.Record), new WorkReport(worker.Name, size, buckets), cancellationToken))
        {
            lock (_gate)
            {
                _unsent.Add(buckets, (long)Now());
            }
        }
    }

    private void Add(int level, LevelOutcomes outcomes)
    {
        if (level < levels.Count)
        {
            Change(bucket => bucket.Add(level, outcomes, Now()));
        }
    }

    private void Change(Action<WorkBucket> change)
    {
        lock (_gate)
        {
            change(At(Now()));
        }
    }

    /// <summary>Spreads busy time evenly over a span.</summary>
    private void Spread(double busyMs, double from, double to)
    {
        if (busyMs == 0)
        {
            return;
        }

        if (from >= to || to - from > MaxPause)
        {
            // Nobody looked for longer than a batch goes without: the pool was idle, and this is the very end of the last batch.
            At(Math.Min(from, to)).BusyMs += busyMs;
            return;
        }

        double next;
        for (var second = from; second < to; second = next)
        {
            next = Math.Min(to, (Math.Floor(second / WorkTimeline.FineSeconds) + 1) * WorkTimeline.FineSeconds);
            At(second).BusyMs += Math.Round(busyMs * (next - second) / (to - from), 2);
        }
    }

    private WorkBucket At(double second) => _unsent.At((long)second, (long)Now());

    /// <summary>The present time in seconds since 1970.</summary>
    private double Now() => time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
}
