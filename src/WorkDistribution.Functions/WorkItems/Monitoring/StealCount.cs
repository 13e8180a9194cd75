namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>How often stealing was tried, and how often it brought something.</summary>
internal readonly record struct StealCount(long Attempts, long Successes)
{
    /// <summary>Both in one.</summary>
    public static StealCount operator +(StealCount a, StealCount b) => new(a.Attempts + b.Attempts, a.Successes + b.Successes);

    /// <summary>What came to it since an earlier count.</summary>
    public static StealCount operator -(StealCount a, StealCount b) => new(a.Attempts - b.Attempts, a.Successes - b.Successes);
}
