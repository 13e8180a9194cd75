namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What was cleaned up in the storage of entities.</summary>
public readonly record struct CleanEntityStorageResult
{
    public int EmptyEntitiesRemoved { get; init; }

    public int OrphanedLocksReleased { get; init; }

    /// <summary>Where to go on; <see langword="null"/> if the cleaning is complete.</summary>
    public string? ContinuationToken { get; init; }
}
