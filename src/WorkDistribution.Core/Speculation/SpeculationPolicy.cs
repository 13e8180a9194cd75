using System.Globalization;

namespace WorkDistribution.Core.Speculation;

/// <summary>The seed's "When to Use Speculation": accuracy above 60 %, cost below 30 %, idle resources, safely cancellable work.</summary>
public sealed record SpeculationPolicy
{
    /// <summary>Branches whose probability is above this may be started early; the seed skips those below 0.3.</summary>
    public double MinProbability { get; init; } = 0.3;

    /// <summary>The hit rate has to be above this.</summary>
    public double MinHitRate { get; init; } = 0.6;

    /// <summary>The cost, as a share of the time without speculation, has to be below this.</summary>
    public double MaxCostRatio { get; init; } = 0.3;

    /// <summary>Why not to speculate, or null to go ahead.</summary>
    public string? Object(SpeculationFacts facts)
    {
        if (!facts.Cancellable)
        {
            return "The work cannot be cancelled safely.";
        }

        if (facts.IdleSlots < 1)
        {
            return "No worker is idle.";
        }

        if (facts.HitRate is { } hitRate && !(hitRate > MinHitRate))
        {
            return string.Create(CultureInfo.InvariantCulture, $"The hit rate is {hitRate:0.00}, not above {MinHitRate:0.00}.");
        }

        return facts.CostRatio < MaxCostRatio
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The expected cost is {facts.CostRatio:0.00} of the sequential time, not below {MaxCostRatio:0.00}.");
    }

    /// <summary>Whether a branch may be started early.</summary>
    /// <param name="probability">Its probability, from 0 to 1.</param>
    public bool IsLikely(double probability) => probability > MinProbability;
}
