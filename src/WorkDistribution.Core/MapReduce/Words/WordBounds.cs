namespace WorkDistribution.Core.MapReduce;

/// <summary>Bounds of a word.</summary>
internal static class WordBounds
{
    /// <summary>A word of more UTF-8 bytes than this, lower-cased, is delivered in pieces of at most this size.</summary>
    public const int MaxWordBytes = 64 * 1024;
}
