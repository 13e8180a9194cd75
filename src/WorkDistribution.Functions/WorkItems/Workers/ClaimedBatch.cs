using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>What a worker found.</summary>
/// <param name="Items">Items that it runs now.</param>
/// <param name="Ended">Items that it found to have come to an end: to be recorded, not run.</param>
/// <param name="IsForced">Whether the level was served ahead of a more urgent one, because it was starving.</param>
internal sealed record ClaimedBatch(IReadOnlyList<WorkItem> Items, IReadOnlyList<WorkItem> Ended, bool IsForced)
{
    /// <summary>Nothing.</summary>
    public static ClaimedBatch None { get; } = new([], [], false);

    /// <summary>Packs that some of the items lie in: to be closed when those are recorded.</summary>
    public IReadOnlyList<WorkPack> Packs { get; init; } = [];

    /// <summary>Whether there is work in lanes, which only their owners claim; known when nothing was found elsewhere.</summary>
    public bool IsWorkInLanes { get; init; }

    /// <summary>How many it found.</summary>
    public int Count => Items.Count + Ended.Count;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Where some of it was found.</summary>
    public string Partition => (Items.Count > 0 ? Items[^1] : Ended[^1]).Id.Partition;
}
