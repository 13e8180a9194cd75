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
    /// The mean over the window's time of how many items were unfinished: counted back from how many there are now, with what came and
    /// went in each bucket spread evenly over it.
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
            var start = Math.Max(from, bucket.Start);
            var until = Math.Min(end, bucket.Start + WorkTimeline.LengthOf(bucket.Start, (long)to));
            var before = Math.Max(0, after - bucket.All.Growth);
            area += (after * (end - until)) + ((before + after) / 2 * (until - start));
            (end, after) = (start, before);
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
