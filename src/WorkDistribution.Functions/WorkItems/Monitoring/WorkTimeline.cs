namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>
/// The last fifteen minutes in buckets: of 5 s at first, of a minute when they are older than one, so that there are at most 40. A span in
/// which nothing happened has none. Not safe for concurrent use.
/// </summary>
internal sealed class WorkTimeline
{
    /// <summary>How far back it goes, in seconds.</summary>
    public const int KeptSeconds = 900;

    /// <summary>Length of the newest buckets, in seconds.</summary>
    public const int FineSeconds = 5;

    /// <summary>Length of older buckets, in seconds.</summary>
    public const int CoarseSeconds = 60;

    private const int FineForSeconds = 60;

    /// <summary>The buckets, oldest first.</summary>
    public List<WorkBucket> Buckets { get; set; } = [];

    /// <summary>When the bucket of a moment begins, in seconds since 1970.</summary>
    /// <param name="second">The moment, in seconds since 1970.</param>
    /// <param name="now">The present time in the same unit.</param>
    public static long StartOf(long second, long now)
    {
        var coarse = second - (second % CoarseSeconds);
        return IsCoarse(coarse, now) ? coarse : second - (second % FineSeconds);
    }

    /// <summary>How long a bucket is, in seconds.</summary>
    /// <param name="start">When it begins.</param>
    /// <param name="now">The present time, as of which it was made.</param>
    public static int LengthOf(long start, long now) => start % CoarseSeconds == 0 && IsCoarse(start, now) ? CoarseSeconds : FineSeconds;

    /// <summary>The bucket of a moment. What is too old or yet to come, by another machine's clock, counts as of the bounds.</summary>
    public WorkBucket At(long second, long now)
    {
        var start = StartOf(Math.Clamp(second, now - KeptSeconds, now), now);
        if (Buckets.Count > 0 && Buckets[^1].Start == start)
        {
            return Buckets[^1];
        }

        Age(now);
        var next = Buckets.FindLastIndex(bucket => bucket.Start <= start);
        if (next < 0 || Buckets[next].Start != start)
        {
            Buckets.Insert(++next, new WorkBucket { Start = start });
        }

        return Buckets[next];
    }

    /// <summary>Adds what another timeline has.</summary>
    public void Add(IEnumerable<WorkBucket> buckets, long now)
    {
        foreach (var bucket in buckets.Where(bucket => bucket.Start > now - KeptSeconds))
        {
            At(bucket.Start, now).Add(bucket);
        }
    }

    /// <summary>Sums up the end of the timeline.</summary>
    /// <param name="seconds">How much of it, from 5 to <see cref="KeptSeconds"/>; it begins with a whole bucket, so it is that or somewhat more.</param>
    /// <param name="since">When measuring began, in seconds since 1970: nothing is known of what was before.</param>
    /// <param name="now">The present time, in seconds since 1970.</param>
    public WorkWindow Last(int seconds, long since, double now)
    {
        // What a timeline that nobody added to for a while has is older than its buckets tell.
        Age((long)now);
        var from = StartOf((long)now - seconds, (long)now);
        return new WorkWindow(Math.Max(since, from), now, [.. Buckets.Where(bucket => bucket.Start >= from)]);
    }

    /// <summary>Merges buckets that are not new any more and drops old ones.</summary>
    private void Age(long now)
    {
        var aged = new List<WorkBucket>(Buckets.Count);
        foreach (var bucket in Buckets.Where(bucket => bucket.Start >= StartOf(now - KeptSeconds, now)))
        {
            var start = StartOf(bucket.Start, now);
            if (bucket.Start == start && (aged.Count == 0 || aged[^1].Start != start))
            {
                aged.Add(bucket);
                continue;
            }

            if (aged.Count == 0 || aged[^1].Start != start)
            {
                aged.Add(new WorkBucket { Start = start });
            }

            aged[^1].Add(bucket);
        }

        Buckets = aged;
    }

    private static bool IsCoarse(long start, long now) => start + CoarseSeconds <= now - FineForSeconds;
}
