namespace WorkDistribution.Cli.Progress;

/// <summary>Throughput and time left of the map phase, from what was done since the first report.</summary>
internal static class Estimate
{
    /// <summary>Bytes a second, or null before anything is done.</summary>
    public static double? Throughput(long bytesDone, TimeSpan elapsed) =>
        bytesDone > 0 && elapsed > TimeSpan.Zero ? bytesDone / elapsed.TotalSeconds : null;

    /// <summary>Time left at the throughput so far, or null when it cannot be told.</summary>
    public static TimeSpan? TimeLeft(long inputBytes, long bytesDone, TimeSpan elapsed) =>
        Throughput(bytesDone, elapsed) is { } rate ? TimeSpan.FromSeconds(Math.Max(0, inputBytes - bytesDone) / rate) : null;
}
