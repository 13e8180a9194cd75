using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>Counts the pending index and notes what needs care.</summary>
/// <param name="levels">How many levels there are.</param>
/// <param name="now">The present time.</param>
/// <param name="ticketGrace">How long an item may wait for its ticket to be run before it counts as waiting without one.</param>
internal sealed class IndexCount(int levels, DateTimeOffset now, TimeSpan ticketGrace)
{
    private readonly long[] _depth = new long[levels];
    private readonly long[] _claimable = new long[levels];
    private readonly long[] _running = new long[levels];
    private readonly DateTimeOffset?[] _oldest = new DateTimeOffset?[levels];
    private readonly SortedDictionary<string, int> _waiting = new(StringComparer.Ordinal);

    /// <summary>Partitions with items whose lease has ended.</summary>
    public SortedSet<string> Expired { get; } = new(StringComparer.Ordinal);

    /// <summary>Items that have ended.</summary>
    public List<WorkItemId> Finished { get; } = [];

    /// <summary>Partitions with items that wait for longer than a ticket takes, most urgent first, and how many.</summary>
    public IReadOnlyDictionary<string, int> Waiting => _waiting;

    /// <summary>The counts of each level.</summary>
    public IReadOnlyList<LevelCount> Levels =>
        [.. Enumerable.Range(0, levels).Select(level => new LevelCount(_depth[level], _claimable[level], _running[level], _oldest[level]))];

    /// <summary>Counts an item, or the items of a pack.</summary>
    public void Add(IndexEntry entry)
    {
        if (entry.State is WorkItemState.Completed or WorkItemState.Failed)
        {
            Finished.Add(entry.Id);
            return;
        }

        // Of a level that is not configured any more: it is served last.
        var level = Math.Min(entry.Id.Level, levels - 1);
        _depth[level] += entry.Items;
        if (entry.State == WorkItemState.Running)
        {
            _running[level] += entry.Items;
            if (entry.Visible <= now)
            {
                Expired.Add(entry.Id.Partition);
            }
        }
        else if (entry.Visible <= now)
        {
            _claimable[level] += entry.Items;
            _oldest[level] = _oldest[level] is { } oldest && oldest <= entry.Visible ? oldest : entry.Visible;
            if (entry.Visible <= now - ticketGrace)
            {
                _waiting[entry.Id.Partition] = _waiting.GetValueOrDefault(entry.Id.Partition) + entry.Items;
            }
        }
    }
}
