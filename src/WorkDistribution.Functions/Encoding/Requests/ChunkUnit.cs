namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>What the size of a chunk counts.</summary>
internal enum ChunkUnit
{
    /// <summary>Bytes of the input.</summary>
    Bytes,

    /// <summary>Seconds of a video.</summary>
    Seconds,
}
