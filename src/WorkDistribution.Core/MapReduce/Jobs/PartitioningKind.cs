namespace WorkDistribution.Core.MapReduce;

/// <summary>How the pairs of a job are spread over its reducers.</summary>
public enum PartitioningKind
{
    /// <summary>By a stable hash of the key: even, no order across parts.</summary>
    Hash,

    /// <summary>By sampled key ranges: the parts, one after the other, are in total order.</summary>
    SampledRange,

    /// <summary>By the position of the split: the parts, one after the other, are in the order of the input.</summary>
    InputOrder,
}
