using WorkDistribution.Core.Speculation;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Backups;

/// <summary>
/// Finds the slow attempts of a batch: those that <see cref="StragglerPolicy"/> gives a backup, measured against the items of the same
/// handler in it. Each is found once.
/// </summary>
internal sealed class BackupWatch : IDisposable
{
    private readonly Dictionary<string, Peers> _peers;
    private readonly StragglerPolicy _policy;
    private readonly Action<RunningItem> _ask;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    /// <param name="items">The batch.</param>
    /// <param name="policy">When an attempt is slow.</param>
    /// <param name="ask">Told each slow one; must not block.</param>
    /// <param name="time">The clock.</param>
    public BackupWatch(IEnumerable<RunningItem> items, StragglerPolicy policy, Action<RunningItem> ask, TimeProvider time)
    {
        _peers = items.CountBy(static item => item.Item.Handler).ToDictionary(static peers => peers.Key, static peers => new Peers(peers.Value));
        (_policy, _ask, _time) = (policy, ask, time);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An attempt begins.</summary>
    public void Started(RunningItem item)
    {
        bool isEnd;
        lock (_gate)
        {
            var peers = _peers[item.Item.Handler];
            peers.Running[item] = _time.GetTimestamp();
            isEnd = _policy.BackupAfter(peers.Count, peers.Durations) is not null;
        }

        if (isEnd)
        {
            Look();
        }
    }

    /// <summary>An attempt ended.</summary>
    /// <param name="item">Its item.</param>
    /// <param name="isDone">Whether it completed: others say nothing of how long the work takes.</param>
    public void Ended(RunningItem item, bool isDone)
    {
        lock (_gate)
        {
            var peers = _peers[item.Item.Handler];
            if (!peers.Running.Remove(item, out var started) || !isDone)
            {
                return;
            }

            var duration = _time.GetElapsedTime(started);
            var place = peers.Durations.BinarySearch(duration);
            peers.Durations.Insert(place < 0 ? ~place : place, duration);
        }

        Look();
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var late = new List<RunningItem>();
        lock (_gate)
        {
            var next = TimeSpan.MaxValue;
            foreach (var peers in _peers.Values)
            {
                if (_policy.BackupAfter(peers.Count, peers.Durations) is not { } limit)
                {
                    continue;
                }

                foreach (var (item, started) in peers.Running)
                {
                    var left = limit - _time.GetElapsedTime(started);
                    if (left <= TimeSpan.Zero)
                    {
                        late.Add(item);
                        peers.Running.Remove(item);
                    }
                    else if (left < next)
                    {
                        next = left;
                    }
                }
            }

            if (next != TimeSpan.MaxValue)
            {
                _timer.Change(next, Timeout.InfiniteTimeSpan);
            }
        }

        late.ForEach(_ask);
    }

    /// <summary>Items of one handler.</summary>
    private sealed class Peers(int count)
    {
        public int Count => count;

        /// <summary>Durations of those that are done, ascending.</summary>
        public List<TimeSpan> Durations { get; } = [];

        /// <summary>Those under way that were not found to be slow, and when they began.</summary>
        public Dictionary<RunningItem, long> Running { get; } = [];
    }
}
