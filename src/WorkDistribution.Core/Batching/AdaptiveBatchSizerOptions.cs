namespace WorkDistribution.Core.Batching;

/// <summary>Bounds of an adaptive batch sizer; the defaults are those of the recipe.</summary>
public sealed record AdaptiveBatchSizerOptions
{
    /// <summary>Smallest size in items; from 1, default 10.</summary>
    public int Min { get; init; } = 10;

    /// <summary>Largest size in items; from <see cref="Min"/>, default 1000.</summary>
    public int Max { get; init; } = 1000;

    /// <summary>Size to begin with; default 100.</summary>
    public int Initial { get; init; } = 100;

    /// <summary>Batches remembered; at least twice <see cref="Sample"/>, default 100.</summary>
    public int History { get; init; } = 100;

    /// <summary>Batches that a decision rests on; from 1, default 10.</summary>
    public int Sample { get; init; } = 10;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Min, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Max, Min);
        ArgumentOutOfRangeException.ThrowIfLessThan(Initial, Min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Initial, Max);
        ArgumentOutOfRangeException.ThrowIfLessThan(Sample, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(History, 2 * Sample);
    }
}
