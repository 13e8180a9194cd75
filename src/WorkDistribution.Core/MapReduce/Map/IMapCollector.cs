namespace WorkDistribution.Core.MapReduce;

/// <summary>Turns blocks of input into sorted runs of pairs. One instance serves one map task.</summary>
internal interface IMapCollector : IBlockMapper
{
    /// <summary>Records read so far.</summary>
    long Records { get; }

    /// <summary>Pairs emitted so far.</summary>
    long Emitted { get; }

    /// <summary>Pairs written to runs so far.</summary>
    long Shuffled { get; }

    /// <summary>Memory in use for pairs, in bytes.</summary>
    long BytesHeld { get; }

    /// <summary>Whether there are pairs that no run holds yet.</summary>
    bool HasPairs { get; }

    /// <summary>Writes everything held as one sorted run and forgets it.</summary>
    /// <returns>Bytes of each partition's segment.</returns>
    long[] Spill(RunWriter writer);
}
