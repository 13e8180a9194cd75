using System.Globalization;

namespace WorkDistribution.Cli.Progress;

/// <summary>
/// The job's progress on standard error: one line that is redrawn on a terminal, and otherwise a new line whenever the phase
/// changes or two seconds have passed, so that a log stays readable.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private const int LongestBar = 24;
    private const int ShortestBar = 6;
    private const int LogWidth = 160;
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(2);

    private readonly TextWriter error;
    private readonly TimeProvider time;
    private readonly bool redraw;
    private readonly long start;
    private long lastLogged;
    private string? lastPhase;
    private int drawnWidth;

    public ProgressDisplay(TextWriter error, TimeProvider time)
    {
        this.error = error;
        this.time = time;
        redraw = !Console.IsErrorRedirected && ReferenceEquals(error, Console.Error);
        start = time.GetTimestamp();
    }

    public void Show(JobProgress? progress)
    {
        if (progress is null)
        {
            return;
        }

        Show(progress.Phase, Line(progress, time.GetElapsedTime(start), Width));
    }

    /// <summary>Shows how many of some pieces are done.</summary>
    public void Show(string phase, int done, int total, string unit, string figures) => Show(phase, Line(phase, done, total, unit, figures, Width));

    private int Width => redraw ? Math.Max(Console.WindowWidth - 1, 20) : LogWidth;

    private void Show(string phase, string line)
    {
        if (redraw)
        {
            error.Write("\r" + line.PadRight(drawnWidth));
            drawnWidth = line.Length;
        }
        else if (phase != lastPhase || time.GetElapsedTime(lastLogged) >= LogInterval)
        {
            error.WriteLine(line);
            lastLogged = time.GetTimestamp();
        }

        lastPhase = phase;
    }

    public void Dispose()
    {
        if (redraw && drawnWidth > 0)
        {
            error.WriteLine();
        }
    }

    /// <summary>
    /// For example <c>map    [██████░░░░] 12/48 splits  34.1/72.4 MB  210.5 MB/s  5,120,000 records  ETA 0:02</c>, with the bar
    /// shortened and then the end cut to fit into <paramref name="width"/> columns: a line that wraps cannot be redrawn.
    /// </summary>
    internal static string Line(JobProgress progress, TimeSpan elapsed, int width)
    {
        var (done, total, unit) = progress.Phase is "map" or "plan"
            ? (progress.SplitsDone, progress.Splits, "splits")
            : (progress.ReducersDone, progress.Reducers, "reducers");
        return Line(progress.Phase, done, total, unit, Figures(progress, elapsed), width);
    }

    private static string Line(string phase, int done, int total, string unit, string figures, int width)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{done}/{total} {unit}  {figures}");
        var bar = Math.Min(LongestBar, width - text.Length - "map    [] ".Length);
        var line = bar < ShortestBar ? $"{phase,-6} {text}" : $"{phase,-6} [{Bar(done, total, bar)}] {text}";
        return line.Length <= width ? line : line[..width];
    }

    private static string Figures(JobProgress progress, TimeSpan elapsed)
    {
        var figures = string.Create(CultureInfo.InvariantCulture, $"{Megabytes(progress.BytesDone):0.0}/{Megabytes(progress.InputBytes):0.0} MB");
        if (progress.Phase is "map" && Estimate.Throughput(progress.BytesDone, elapsed) is { } rate)
        {
            figures += string.Create(CultureInfo.InvariantCulture, $"  {rate / 1e6:0.0} MB/s");
        }

        figures += string.Create(CultureInfo.InvariantCulture, $"  {progress.Records:N0} records");
        if (progress.SplitsFailed > 0)
        {
            figures += string.Create(CultureInfo.InvariantCulture, $"  {progress.SplitsFailed} given up");
        }

        return progress.Phase is "map" && Estimate.TimeLeft(progress.InputBytes, progress.BytesDone, elapsed) is { } left
            ? figures + string.Create(CultureInfo.InvariantCulture, $"  ETA {left:m\\:ss}")
            : figures;
    }

    private static string Bar(int done, int total, int width)
    {
        var filled = total > 0 ? (int)((long)width * done / total) : 0;
        return new string('█', filled) + new string('░', width - filled);
    }

    private static double Megabytes(long bytes) => bytes / 1e6;
}
