namespace WorkDistribution.Core.Speculation;

/// <summary>What is known when it is to be decided whether to speculate.</summary>
/// <param name="HitRate">Share of past predictions that came true, from 0 to 1; null before there were enough.</param>
/// <param name="CostRatio">Expected wasted work over the time without speculation, from 0.</param>
/// <param name="IdleSlots">Workers without work.</param>
/// <param name="Cancellable">Whether work can be cancelled safely.</param>
public sealed record SpeculationFacts(double? HitRate, double CostRatio, int IdleSlots, bool Cancellable);
