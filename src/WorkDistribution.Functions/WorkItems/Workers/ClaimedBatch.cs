using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>What a worker found.</summary>
/// <param name="Items">Items that it runs now.</param>
/// <param name="Ended">Items that it found to have come to an end: to be recorded, not run.</param>
/// <param name="IsForced">Whether the level was served ahead of a more urgent one, because it was starving.</param>
internal sealed record ClaimedBatch(IReadOnlyList<WorkItem> Items, IReadOnlyList<WorkItem> Ended, bool IsForced)
{
    /// <summary>Nothing.</summary>
    public static ClaimedBatch None { get; } = new([], [], false);

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Items.Count == 0 && Ended.Count == 0;
}
