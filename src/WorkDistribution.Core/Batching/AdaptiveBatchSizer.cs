namespace WorkDistribution.Core.Batching;

/// <summary>
/// Finds the batch size with the best throughput while work goes on, and follows it when conditions change. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>The recipe compares recent batches with older ones: latency an item 20 % up → size 20 % down, throughput 10 % up → size 20 % up,
/// else keep. By itself that cannot find an optimum. While conditions are steady it stays where it began; and it cannot tell what
/// conditions did from what its own step did: below the optimum a reduction raises the latency an item, which asks for the next
/// reduction, down to the minimum.</para>
/// <para>So, first, the two rules compare only batches of one size. Second, a step is judged before another is taken: kept when the
/// throughput is better than at the size before, else undone. Third, when all is stable a step is tried, 20 % up or down by turns;
/// the pause before the next trial doubles with every trial in vain, up to the length of the history, so that a settled sizer
/// spends little on trials.</para>
/// </remarks>
public sealed class AdaptiveBatchSizer
{
    private const double Step = 0.2;
    private const double LatencyLimit = 1.2;
    private const double ThroughputLimit = 1.1;

    /// <summary>Gain of throughput from which a step is kept; less is noise.</summary>
    private const double Gain = 0.02;

    private readonly AdaptiveBatchSizerOptions options;
    private readonly Lock gate = new();

    /// <summary>Seconds an item of the batches remembered, with their sizes; the last ones are of the present size.</summary>
    private readonly Queue<(int Size, double PerItem)> history = new();
    private readonly long[] counts = new long[Enum.GetValues<BatchSizeReason>().Length];

    /// <summary>Batches since the last decision.</summary>
    private int fresh;

    /// <summary>The size to return to when the present one turns out no better; 0 when the present one is not on trial.</summary>
    private int before;
    private int direction = 1;
    private int pause;
    private int trialsInVain;
    private int current;
    private BatchSizeDecision? lastDecision;

    /// <summary>Makes a sizer that has seen nothing.</summary>
    /// <param name="options">Bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public AdaptiveBatchSizer(AdaptiveBatchSizerOptions options)
    {
        options.Validate();
        this.options = options;
        current = options.Initial;
    }

    /// <summary>The size to use now, in items.</summary>
    public int Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>The latest decision; null before the first.</summary>
    public BatchSizeDecision? LastDecision
    {
        get
        {
            lock (gate)
            {
                return lastDecision;
            }
        }
    }

    /// <summary>How many decisions had a reason.</summary>
    /// <param name="reason">The reason.</param>
    public long Count(BatchSizeReason reason)
    {
        lock (gate)
        {
            return counts[(int)reason];
        }
    }

    /// <summary>Takes note of a batch that has ended, and decides when enough have.</summary>
    /// <param name="items">
    /// Items in it, from 1. A batch that is more than a tenth smaller or larger than <see cref="Current"/> says nothing about that
    /// size (work was scarce, or it began before the last decision) and is left out.
    /// </param>
    /// <param name="elapsed">How long it took, above zero.</param>
    public void Record(int items, TimeSpan elapsed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(elapsed, TimeSpan.Zero);
        lock (gate)
        {
            if (Math.Abs(items - current) * 10 > current)
            {
                return;
            }

            history.Enqueue((current, elapsed.TotalSeconds / items));
            while (history.Count > options.History)
            {
                history.Dequeue();
            }

            if (++fresh == options.Sample)
            {
                fresh = 0;
                Decide();
            }
        }
    }

    private void Decide()
    {
        var recent = Median(history.TakeLast(options.Sample))!.Value;
        if (before != 0)
        {
            Judge(recent);
            return;
        }

        // Throughput is what latency an item is the inverse of.
        var older = Median(history.SkipLast(options.Sample).Where(batch => batch.Size == current));
        if (older is not null && recent > older * LatencyLimit)
        {
            React(-1, BatchSizeReason.LatencyRose, (older.Value / recent) - 1);
        }
        else if (older is not null && older > recent * ThroughputLimit)
        {
            React(1, BatchSizeReason.ThroughputRose, (older.Value / recent) - 1);
        }
        else if (pause > 0)
        {
            pause--;
            Go(current, BatchSizeReason.Stable, older is null ? 0 : (older.Value / recent) - 1);
        }
        else
        {
            Try(BatchSizeReason.Trial, 0);
        }
    }

    /// <summary>Conditions have changed: what was measured before counts no more.</summary>
    private void React(int towards, BatchSizeReason reason, double change)
    {
        var recent = history.TakeLast(options.Sample).ToArray();
        history.Clear();
        Array.ForEach(recent, history.Enqueue);
        trialsInVain = 0;
        direction = towards;
        if (Stepped() == current)
        {
            Go(current, reason, change);
        }
        else
        {
            Try(reason, change);
        }
    }

    private void Try(BatchSizeReason reason, double change)
    {
        if (Stepped() == current)
        {
            // At a bound there is only one way to go.
            direction = -direction;
        }

        before = current;
        Go(Stepped(), reason, change);
    }

    private void Judge(double recent)
    {
        var reference = Median(history.Where(batch => batch.Size == before));
        var change = reference is null ? 0 : (reference.Value / recent) - 1;
        if (change >= Gain)
        {
            trialsInVain = 0;
            pause = 0;
            before = 0;
            if (Stepped() == current)
            {
                Go(current, BatchSizeReason.TrialKept, change);
            }
            else
            {
                Try(BatchSizeReason.TrialKept, change);
            }
        }
        else
        {
            direction = -direction;
            pause = Math.Min(1 << Math.Min(trialsInVain++, 10), options.History / options.Sample);
            var back = before;
            before = 0;
            Go(back, BatchSizeReason.TrialUndone, change);
        }
    }

    /// <summary>The next size in the present direction: a fifth more or less, at least one item.</summary>
    private int Stepped() => Math.Clamp(
        current + (direction * Math.Max(1, (int)Math.Round(current * Step))), options.Min, options.Max);

    private void Go(int to, BatchSizeReason reason, double change)
    {
        lastDecision = new BatchSizeDecision(current, to, reason, change);
        counts[(int)reason]++;
        current = to;
    }

    /// <summary>Median, because one slow batch (a collection, a retry) must not decide.</summary>
    private static double? Median(IEnumerable<(int Size, double PerItem)> batches)
    {
        var values = batches.Select(static batch => batch.PerItem).Order().ToArray();
        return values.Length == 0 ? null : values[values.Length / 2];
    }
}
