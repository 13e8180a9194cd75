using HdrHistogram;
using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Balancing;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>
/// Measures what this process does and reports it to the entity <c>WorkMonitor</c>. What it holds until a report gets through is
/// bounded: sums and histograms.
/// </summary>
internal sealed class WorkMeter(
    WorkLevels levels, WorkStealingPool pool, ClaimSize claimSize, LaneCounters lanes, WorkerIdentity worker, EntitySignals signals, TimeProvider time)
{
    private const long MaxMicroseconds = 7L * 24 * 3600 * 1_000_000;
    private const int Digits = 2;

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private LevelOutcomes[] _outcomes = Zeros(levels.Count);
    private LongHistogram _waits = new(MaxMicroseconds, Digits);
    private LongHistogram _durations = new(MaxMicroseconds, Digits);
    private bool _isEmpty = true;

    /// <summary>Counts submissions.</summary>
    public void Submitted(int level, long count) => Add(level, new LevelOutcomes { Submitted = count });

    /// <summary>Counts an item that was recorded: ended, or waiting for another attempt.</summary>
    public void Recorded(WorkItem item) => Add(item.Id.Level, item switch
    {
        { State: WorkItemState.Completed } => new LevelOutcomes { Completed = 1 },
        { Cancelled: true } => new LevelOutcomes { Cancelled = 1 },
        { State: WorkItemState.Failed } => new LevelOutcomes { Failed = 1 },
        _ => new LevelOutcomes { Retried = 1 },
    });

    /// <summary>Measures an attempt.</summary>
    /// <param name="wait">From when it could be claimed to the claim.</param>
    /// <param name="duration">Of the handler.</param>
    public void Ran(TimeSpan wait, TimeSpan duration)
    {
        lock (_gate)
        {
            _waits.RecordValue(ToValue(wait));
            _durations.RecordValue(ToValue(duration));
            _isEmpty = false;
        }
    }

    /// <summary>Signals what was measured. After a failure it is kept for the next time.</summary>
    public async Task ReportAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        LevelOutcomes[] outcomes;
        LongHistogram waits, durations;
        lock (_gate)
        {
            if (_isEmpty)
            {
                return;
            }

            (outcomes, waits, durations) = (_outcomes, _waits, _durations);
            _outcomes = Zeros(levels.Count);
            (_waits, _durations) = (new LongHistogram(MaxMicroseconds, Digits), new LongHistogram(MaxMicroseconds, Digits));
            _isEmpty = true;
        }

        var report = new WorkReport(worker.Name, time.GetUtcNow(), outcomes, ToTimings(waits), ToTimings(durations), Pool(), claimSize.Current)
        {
            Lanes = lanes.Report,
        };
        if (!await signals.TrySendAsync(client, WorkMonitorEntity.Id, nameof(WorkMonitorEntity.Record), report, cancellationToken))
        {
            lock (_gate)
            {
                _outcomes = [.. _outcomes.Select((sum, level) => sum + outcomes[level])];
                _waits.Add(waits);
                _durations.Add(durations);
                _isEmpty = false;
            }
        }
    }

    private void Add(int level, LevelOutcomes outcomes)
    {
        if (level < levels.Count)
        {
            lock (_gate)
            {
                _outcomes[level] += outcomes;
                _isEmpty = false;
            }
        }
    }

    private PoolReport Pool()
    {
        var workers = pool.Statistics;
        return new PoolReport(
            workers.Count,
            workers.Sum(static w => w.Executed),
            workers.Sum(static w => w.StealAttempts),
            workers.Sum(static w => w.Steals),
            workers.Sum(static w => w.Busy.TotalMilliseconds),
            time.GetElapsedTime(_started).TotalMilliseconds);
    }

    private static List<Timing> ToTimings(LongHistogram histogram) =>
        [.. histogram.RecordedValues().Select(static value => new Timing(value.ValueIteratedTo, value.CountAddedInThisIterationStep))];

    private static long ToValue(TimeSpan time) => Math.Clamp((long)time.TotalMicroseconds, 0, MaxMicroseconds);

    private static LevelOutcomes[] Zeros(int count) => [.. Enumerable.Range(0, count).Select(static _ => new LevelOutcomes())];
}
