namespace WorkDistribution.Simulation.Engine;

/// <summary>A running hash (FNV-1a) of every choice and every commit of a run: two runs of a seed must agree on it.</summary>
internal sealed class RunTrace
{
    public ulong Hash { get; private set; } = 14695981039346656037;

    public void Note(params ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
        {
            Hash = (Hash ^ (ulong)number) * 1099511628211;
        }
    }
}
