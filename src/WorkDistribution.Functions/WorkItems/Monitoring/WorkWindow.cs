namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What happened in a span of time that ends now.</summary>
/// <param name="from">When it begins, in seconds since 1970.</param>
/// <param name="to">When it ends, in seconds since 1970.</param>
/// <param name="buckets">Its buckets, oldest first.</param>
internal sealed class WorkWindow(long from, double to, IReadOnlyList<WorkBucket> buckets)
{
    /// <summary>When it begins, in seconds since 1970.</summary>
    public long From => from;

    /// <summary>How long it is, in seconds.</summary>
    public double Seconds => Math.Max(0, to - from);

    /// <summary>All its buckets in one.</summary>
    public WorkBucket Sum { get; } = SumOf(buckets);

    /// <summary>A count as a rate; null when the window has no length.</summary>
    public double? PerSecond(long count) => Seconds > 0 ? count / Seconds : null;

    /// <summary>
    /// The mean over the window's time of how many items were unfinished: counted back from how many there are now by what came and went.
    /// </summary>
    /// <param name="depth">How many there are now.</param>
    public double MeanDepth(long depth)
    {
        if (Seconds == 0)
        {
            return depth;
        }

        var (area, end, after) = (0.0, to, (double)depth);
        foreach (var bucket in buckets.Reverse())
        {
            var (start, growth) = (Math.Max(from, bucket.Start), bucket.All.Growth);
            var until = Math.Max(start, Math.Min(end, bucket.Start + WorkTimeline.LengthOf(bucket.Start, (long)to)));

            // What came at a moment was there only from then on.
            var missing = bucket.Moment - (growth * (start - bucket.Start));
            area += (after * (end - until)) + Math.Max(0, (after * (until - start)) - missing);
            (end, after) = (start, Math.Max(0, after - growth));
        }

        return (area + (after * (end - from))) / Seconds;
    }

    private static WorkBucket SumOf(IReadOnlyList<WorkBucket> buckets)
    {
        var sum = new WorkBucket();
        foreach (var bucket in buckets)
        {
            sum.Add(bucket);
        }

        return sum;
    }
}
