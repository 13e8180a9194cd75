namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>Bounds of a request.</summary>
internal static class EncodingLimits
{
    /// <summary>Smallest chunk in bytes. Each costs an activity and two objects.</summary>
    public const long MinChunkBytes = 1024;

    /// <summary>Largest chunk in bytes: 1 GiB. A failed attempt does this much work again.</summary>
    public const long MaxChunkBytes = 1L << 30;

    /// <summary>Shortest chunk of a video in seconds.</summary>
    public const double MinChunkSeconds = 0.5;

    /// <summary>Longest chunk of a video in seconds.</summary>
    public const double MaxChunkSeconds = 86_400;

    /// <summary>Chunks of one encoding: each is an entry of one history.</summary>
    public const int MaxChunks = 10_000;

    /// <summary>Chunks in flight at a time.</summary>
    public const int MaxParallel = 256;

    /// <summary>Longest injected delay in milliseconds.</summary>
    public const int MaxDelayMs = 600_000;

    /// <summary>Characters of a path.</summary>
    public const int MaxPathLength = 4_096;

    /// <summary>Bytes of a request's body.</summary>
    public const long MaxRequestBytes = 1024 * 1024;
}
