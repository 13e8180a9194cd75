using System.Diagnostics;

namespace WorkDistribution.Benchmarks.Pool;

/// <summary>Items of known sizes: how many turns of a loop each takes.</summary>
internal sealed class PoolWorkload
{
    private readonly int[] turns;
    private long zeros;

    private PoolWorkload(string name, string text, int[] turns, bool yields)
    {
        (Name, Text, this.turns, Yields) = (name, text, turns, yields);
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>Whether an item gives its thread away once, so that it ends asynchronously.</summary>
    public bool Yields { get; }

    public int Count => turns.Length;

    /// <summary>Makes a workload of items that take given times.</summary>
    public static PoolWorkload Of(string name, string text, IEnumerable<double> microseconds, double turnsPerMicrosecond, bool yields = false) =>
        new(name, text, [.. microseconds.Select(size => Math.Max(1, (int)(size * turnsPerMicrosecond)))], yields);

    /// <summary>Turns of the loop in a microsecond on one core.</summary>
    public static double Calibrate()
    {
        const int Turns = 2_000_000;
        var best = double.PositiveInfinity;
        for (var run = 0; run < 20; run++)
        {
            var started = Stopwatch.GetTimestamp();
            Spin(Turns);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return Turns / best;
    }

    public void Run(int item)
    {
        // The result is used, else the loop might be left out.
        if (Spin(turns[item]) == 0)
        {
            Interlocked.Increment(ref zeros);
        }
    }

    public async ValueTask RunAsync(int item)
    {
        await Task.Yield();
        Run(item);
    }

    /// <summary>Runs the items one after the other, without anything around them.</summary>
    public void RunAll()
    {
        for (var item = 0; item < turns.Length; item++)
        {
            Run(item);
        }
    }

    private static uint Spin(int turns)
    {
        var x = (uint)turns | 1;
        for (var i = 0; i < turns; i++)
        {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
        }

        return x;
    }
}
