namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Bounds of <c>text-etl</c>.</summary>
internal static class TextLimits
{
    /// <summary>Smallest split in bytes.</summary>
    public const int MinSplitBytes = 1024;

    /// <summary>Largest split in bytes, and longest line: 16 MiB. An item is in memory as a whole, some ten times its size.</summary>
    public const int MaxSplitBytes = 16 * 1024 * 1024;

    /// <summary>Smallest split unless a request says so.</summary>
    public const int MinDefaultSplitBytes = 64 * 1024;

    /// <summary>Items of an input, about, unless a request says how large a split is: enough to keep all stages at work.</summary>
    public const int DefaultItems = 200;
}
