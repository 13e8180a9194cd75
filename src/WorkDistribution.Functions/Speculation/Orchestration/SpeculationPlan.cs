using WorkDistribution.Core.Speculation;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Which branches are started early.</summary>
/// <param name="Branches">Their indices, the likeliest first.</param>
/// <param name="Off">Why there are none; null when there are some.</param>
internal sealed record SpeculationPlan(IReadOnlyList<int> Branches, string? Off)
{
    /// <summary>Makes a plan.</summary>
    /// <param name="order">The branches.</param>
    /// <param name="forecast">What the predictor says of them.</param>
    /// <param name="idle">Workers without work.</param>
    public static SpeculationPlan Make(SpeculationOrder order, Forecast forecast, int idle)
    {
        var policy = new SpeculationPolicy();
        var likely = Enumerable.Range(0, order.Branches.Count)
            .Where(branch => policy.IsLikely(forecast.Probabilities[branch]))
            .OrderByDescending(branch => forecast.Probabilities[branch])
            .Take(Math.Max(1, idle))
            .ToList();
        if (likely.Count == 0)
        {
            return new SpeculationPlan([], $"No branch has a probability above {policy.MinProbability}.");
        }

        // Each further branch adds waste: as many of the likeliest as the policy allows.
        string? off = null;
        for (var count = likely.Count; count > 0; count--)
        {
            var chosen = likely[..count];
            off = policy.Object(new SpeculationFacts(
                forecast.HitRate, CostRatio(forecast, chosen), idle, chosen.TrueForAll(branch => order.Branches[branch].Cancellable)));
            if (off is null)
            {
                return new SpeculationPlan(chosen, null);
            }
        }

        return new SpeculationPlan([], off);
    }

    /// <summary>The work expected to be thrown away over the time without speculation. What was never measured counts as long as the rest.</summary>
    private static double CostRatio(Forecast forecast, List<int> likely)
    {
        var known = forecast.Durations.Append(forecast.PrimaryMs).Where(static ms => ms is not null).Select(static ms => ms!.Value).DefaultIfEmpty(1).Average();
        var waste = likely.Sum(branch => (1 - forecast.Probabilities[branch]) * (forecast.Durations[branch] ?? known));
        var sequential = (forecast.PrimaryMs ?? known) + forecast.Probabilities.Select((p, branch) => p * (forecast.Durations[branch] ?? known)).Sum();
        return sequential > 0 ? waste / sequential : 0;
    }
}
