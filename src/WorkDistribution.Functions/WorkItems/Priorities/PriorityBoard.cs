using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Recovery;

namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>
/// What this process knows of the levels: the entity's counters as of a moment ago, and what happened here since. It keeps what is to
/// be reported until a signal gets through, as sums, so that nothing grows while the entity cannot be reached.
/// </summary>
internal sealed class PriorityBoard(WorkLevels levels, Workers.RunningItems running, EntitySignals signals, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainWindow = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly DrainRate _drain = new(time, DrainWindow);

    /// <summary>To be reported.</summary>
    private LevelReport[] _unsent = Zeros(levels.Count);

    /// <summary>What the snapshot does not have yet: unsent, and sent since it was taken.</summary>
    private LevelReport[] _since = Zeros(levels.Count);
    private PriorityState? _snapshot;
    private long _taken;

    /// <summary>The counters as of a moment ago; null before they were read for the first time.</summary>
    public PriorityState? Snapshot
    {
        get
        {
            lock (_gate)
            {
                return _snapshot;
            }
        }
    }

    /// <summary>Unfinished items, one entry a level; null when the counters were not read within a minute.</summary>
    public IReadOnlyList<long>? RecentDepths
    {
        get
        {
            lock (_gate)
            {
                return _snapshot is not null && time.GetElapsedTime(_taken) < DrainWindow ? [.. Enumerable.Range(0, levels.Count).Select(DepthOf)] : null;
            }
        }
    }

    /// <summary>Unfinished items of all levels.</summary>
    public long Depth
    {
        get
        {
            lock (_gate)
            {
                return Enumerable.Range(0, levels.Count).Sum(DepthOf);
            }
        }
    }

    /// <summary>Whether any item is known to have ended.</summary>
    public bool HasDrained
    {
        get
        {
            lock (_gate)
            {
                return Enumerable.Range(0, levels.Count).Any(level => (_snapshot?.Of(level).Finished ?? 0) + _since[level].Finished > 0);
            }
        }
    }

    /// <summary>Items per second that ended of late, in all processes.</summary>
    public double DrainRate => _drain.PerSecond;

    /// <summary>Adds what happened at a level.</summary>
    public void Add(int level, LevelReport report)
    {
        if (level >= levels.Count)
        {
            // Of a level that is not configured any more; the detector finds such items.
            return;
        }

        lock (_gate)
        {
            _unsent[level] += report;
            _since[level] += report;
        }
    }

    /// <summary>What the policy decides upon. A level whose load is not known counts as having work.</summary>
    public LevelLoad[] Loads()
    {
        lock (_gate)
        {
            return [.. Enumerable.Range(0, levels.Count).Select(level => new LevelLoad(
                _snapshot is null ? 1 : Math.Max(0, DepthOf(level) - running.Count(level)),
                Thousandths((_snapshot?.Of(level).RecentlyServed ?? 0) + _since[level].Served)))];
        }
    }

    /// <summary>Reads the counters unless that was done a moment ago. A failure leaves what is known.</summary>
    public async Task RefreshAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (IsFresh() || !await _refreshing.WaitAsync(_snapshot is null ? MaxAge : TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        try
        {
            if (!IsFresh() && await signals.TryReadAsync<PriorityState>(client, PriorityCountersEntity.Id, cancellationToken) is { } snapshot)
            {
                Take(snapshot);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Signals what is to be reported. After a failure it is kept for the next time.</summary>
    public async Task ReportAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        LevelReport[] reports;
        lock (_gate)
        {
            reports = _unsent;
            if (reports.All(static report => report == new LevelReport()))
            {
                return;
            }

            _unsent = Zeros(levels.Count);
        }

        if (!await signals.TrySendAsync(client, PriorityCountersEntity.Id, nameof(PriorityCountersEntity.Record), reports, cancellationToken))
        {
            lock (_gate)
            {
                _unsent = Sum(_unsent, reports);
            }
        }
    }

    /// <summary>Signals what the detector found, unless that is known: an idle app writes nothing. A failure is made up for by its next run.</summary>
    public async Task DetectAsync(DurableTaskClient client, DetectorReport report, CancellationToken cancellationToken)
    {
        if (await signals.TryReadAsync<PriorityState>(client, PriorityCountersEntity.Id, cancellationToken) is { } known)
        {
            Take(known);
            if (!known.Says(report))
            {
                await signals.TrySendAsync(client, PriorityCountersEntity.Id, nameof(PriorityCountersEntity.Detect), report, cancellationToken);
            }
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private void Take(PriorityState snapshot)
    {
        lock (_gate)
        {
            if (_snapshot is { } before)
            {
                _drain.Add(Enumerable.Range(0, levels.Count).Sum(level => Math.Max(0, snapshot.Of(level).Finished - before.Of(level).Finished)));
            }

            // What is on its way to the entity may be missed, until the next look.
            _since = [.. _unsent];
            _snapshot = snapshot;
            _taken = time.GetTimestamp();
        }
    }

    private long DepthOf(int level) => Math.Max(0, (_snapshot?.Of(level).Depth ?? 0) + _since[level].Submitted - _since[level].Finished);

    private bool IsFresh()
    {
        lock (_gate)
        {
            return _snapshot is not null && time.GetElapsedTime(_taken) < MaxAge;
        }
    }

    private static long Thousandths(double served) => (long)(served * 1000);

    private static LevelReport[] Zeros(int count) => [.. Enumerable.Range(0, count).Select(static _ => new LevelReport())];

    private static LevelReport[] Sum(LevelReport[] a, LevelReport[] b) => [.. a.Select((report, level) => report + b[level])];
}
