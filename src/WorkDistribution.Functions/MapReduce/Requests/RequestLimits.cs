namespace WorkDistribution.Functions.MapReduce.Requests;

/// <summary>Bounds of a request's numbers. They hold for the HTTP trigger and, once more, when a job is planned.</summary>
internal static class RequestLimits
{
    /// <summary>Each reducer writes a part, and each map task a segment for each.</summary>
    public const int MaxReducers = 1_000;

    /// <summary>Smallest split in bytes.</summary>
    public const long MinSplitBytes = 1024;

    /// <summary>Largest split in bytes: 1 GiB. A failed attempt does this much work again.</summary>
    public const long MaxSplitBytes = 1L << 30;

    /// <summary>Map and reduce tasks in flight at a time.</summary>
    public const int MaxParallel = 1_000;

    /// <summary>Splits of one job. More bytes than that allows need larger splits.</summary>
    public const int MaxSplits = 1_000_000;

    /// <summary>Glob patterns in a request.</summary>
    public const int MaxPatterns = 1_000;

    /// <summary>Inline documents in a request.</summary>
    public const int MaxDocuments = 100_000;

    /// <summary>Parameters in a request.</summary>
    public const int MaxParameters = 32;

    /// <summary>Characters of a pattern, a blob prefix or a parameter.</summary>
    public const int MaxTextLength = 4_096;

    /// <summary>Entries of the top list that a job keeps and <c>top</c> may ask for.</summary>
    public const int MaxTop = 1_000;
}
