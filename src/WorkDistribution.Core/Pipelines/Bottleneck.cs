using System.Globalization;

namespace WorkDistribution.Core.Pipelines;

/// <summary>The stage that holds up a pipeline: the one that was busy for the greatest share of its parallelism.</summary>
/// <remarks>
/// A pipeline yields no more than its slowest stage: parallelism divided by the time of an item (the "bottleneck law" of operational
/// analysis, Denning and Buzen, 1978).
/// </remarks>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Utilisation">Share of its parallelism that was busy, 0 to 1.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record Bottleneck(string Stage, double Utilisation, string Advice)
{
    /// <summary>A stage that is idle for more than this is not what the others wait for.</summary>
    private const double Saturated = 0.5;

    /// <summary>Finds the bottleneck.</summary>
    /// <param name="stages">Each stage with its utilisation; the first of equals is taken.</param>
    /// <exception cref="ArgumentException">There is no stage.</exception>
    public static Bottleneck Find(IReadOnlyList<(string Name, StageShape Shape, double Utilisation)> stages)
    {
        if (stages.Count == 0)
        {
            throw new ArgumentException("A pipeline has at least one stage.", nameof(stages));
        }

        var (name, shape, utilisation) = stages.MaxBy(static stage => stage.Utilisation);
        var busy = string.Create(CultureInfo.InvariantCulture, $"'{name}' was busy for {utilisation * 100:0} % of its parallelism of {shape.Parallelism}");
        var advice = utilisation < Saturated
            ? $"{busy}, and no stage was busier: the time went into handing items over, or other programs had the cores. Use fewer, larger items."
            : shape.Folds
                ? $"{busy}, and a fold runs one batch at a time. Make its batches larger, or move work to the stage before it."
                : $"{busy}. Raise its parallelism if there are idle cores, or make its work on an item cheaper; a change of another stage gains little.";
        return new Bottleneck(name, utilisation, advice);
    }
}
