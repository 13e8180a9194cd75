namespace WorkDistribution.Core.Pipelines;

/// <summary>Counts what a stage does and how long its queue is over time.</summary>
public sealed class StageMeter
{
    private TimeSpan _since;
    private int _queue;
    private double _queueSeconds;

    /// <summary>Items done.</summary>
    public long Items { get; private set; }

    /// <summary>Items given up.</summary>
    public long Failed { get; private set; }

    /// <summary>Attempts that were made again.</summary>
    public long Retries { get; private set; }

    /// <summary>Time spent on items, failed attempts included.</summary>
    public TimeSpan Busy { get; private set; }

    /// <summary>Longest queue seen.</summary>
    public int MaxQueue { get; private set; }

    /// <summary>Most items that the stage was ahead of the next one.</summary>
    public int MaxAhead { get; private set; }

    /// <summary>An attempt took this long.</summary>
    public void AddBusy(TimeSpan busy) => Busy += busy;

    /// <summary>Items are done.</summary>
    public void Complete(int items) => Items += items;

    /// <summary>An item was given up.</summary>
    public void Fail() => Failed++;

    /// <summary>An attempt failed and is made again.</summary>
    public void Retry() => Retries++;

    /// <summary>The length of the queue from a time on.</summary>
    /// <param name="at">Time since the pipeline began, never less than at the call before.</param>
    /// <param name="queue">Items that wait in front of the stage.</param>
    /// <param name="ahead">Items that it has started and the next one has not.</param>
    public void Observe(TimeSpan at, int queue, int ahead)
    {
        _queueSeconds += _queue * (at - _since).TotalSeconds;
        (_since, _queue) = (at, queue);
        MaxQueue = Math.Max(MaxQueue, queue);
        MaxAhead = Math.Max(MaxAhead, ahead);
    }

    /// <summary>The mean length of the queue over the whole time, up to the last observation.</summary>
    public double MeanQueue => _since > TimeSpan.Zero ? _queueSeconds / _since.TotalSeconds : 0;

    /// <summary>Items a second.</summary>
    /// <param name="elapsed">How long the pipeline ran.</param>
    public double Throughput(TimeSpan elapsed) => elapsed > TimeSpan.Zero ? Items / elapsed.TotalSeconds : 0;

    /// <summary>The share of its places that the stage was busy, 0 to 1.</summary>
    /// <param name="parallelism">Its places.</param>
    /// <param name="elapsed">How long the pipeline ran.</param>
    public double Utilisation(int parallelism, TimeSpan elapsed) =>
        elapsed > TimeSpan.Zero ? Math.Min(1, Busy / (elapsed * parallelism)) : 0;
}
