namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What to clean up in the storage of entities.</summary>
public readonly record struct CleanEntityStorageRequest
{
    /// <summary>Everything, from the beginning.</summary>
    public static CleanEntityStorageRequest Default => new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    /// <summary>Remove entities that have neither state nor messages nor a lock.</summary>
    public bool RemoveEmptyEntities { get; init; }

    /// <summary>Release locks held by orchestrations that are no longer running.</summary>
    public bool ReleaseOrphanedLocks { get; init; }

    /// <summary>Where an earlier, partial cleaning stopped.</summary>
    public string? ContinuationToken { get; init; }
}
