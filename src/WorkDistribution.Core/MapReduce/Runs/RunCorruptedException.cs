namespace WorkDistribution.Core.MapReduce;

/// <summary>A run is truncated or damaged. The map task that wrote it can be run again.</summary>
/// <param name="problem">What was found.</param>
/// <param name="run">Name of the run, when known.</param>
public sealed class RunCorruptedException(string problem, string? run = null)
    : IOException($"The run {(run is null ? "" : $"'{run}' ")}is damaged: {problem}. Run its map task again.")
{
    /// <summary>What was found, without the name of the run.</summary>
    public string Problem { get; } = problem;
}
