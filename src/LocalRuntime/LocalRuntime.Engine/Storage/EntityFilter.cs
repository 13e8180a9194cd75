namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>A page of entities, in the order of their ids. Times are UTC ticks; null means no bound.</summary>
internal sealed record EntityFilter
{
    public string? IdPrefix { get; init; }

    public string? After { get; init; }

    public long? ModifiedFrom { get; init; }

    public long? ModifiedTo { get; init; }

    /// <summary>The instance that holds them locked.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Whether entities without state count.</summary>
    public bool IncludeStateless { get; init; }

    public int Limit { get; init; } = 100;
}
