namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

/// <summary>Counts the runs of <see cref="CountedHandler"/> in all processes of a test.</summary>
internal sealed class RunCounts
{
    private int _total;

    public int Total => Volatile.Read(ref _total);

    public void Add() => Interlocked.Increment(ref _total);
}
