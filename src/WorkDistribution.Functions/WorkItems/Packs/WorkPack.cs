using Azure;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Packs;

/// <summary>
/// Items that were submitted together and lie in one row of the pending index, so that inserting, claiming and deleting them costs what it
/// costs for one. A pack is claimed as a whole, once: whatever makes one of its items different from the others (a cancellation, a retry,
/// a long or lost run) gives items rows of their own.
/// </summary>
internal sealed record WorkPack
{
    /// <summary>Most items: a transaction of a hundred replaces the pack by their rows.</summary>
    public const int Capacity = 99;

    /// <summary>Fewer items are not worth a pack.</summary>
    public const int MinItems = 5;

    /// <summary>Packs that one ticket stands for and that a worker claims together, where items are quick.</summary>
    public const int MaxTogether = 4;

    /// <summary>Where it lies.</summary>
    public required WorkPackId Id { get; init; }

    /// <summary>PENDING, or RUNNING from the claim on.</summary>
    public WorkItemState State { get; init; }

    /// <summary>When it can be claimed: its due time, or the end of the lease.</summary>
    public DateTimeOffset Visible { get; init; }

    /// <summary>When it could be claimed; known to the worker that did, and not stored.</summary>
    public DateTimeOffset ClaimableAt { get; init; }

    /// <summary>Who claimed it.</summary>
    public string? Worker { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The items as they were submitted, as JSON (<see cref="PackContent"/>).</summary>
    public required byte[] Content { get; init; }

    /// <summary>How many items it was submitted with.</summary>
    public int Count { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag ETag { get; init; }

    /// <summary>Reads the items, each in the state of the pack.</summary>
    public IReadOnlyList<WorkItem> ReadItems() => [.. PackContent.Read(this)];
}
