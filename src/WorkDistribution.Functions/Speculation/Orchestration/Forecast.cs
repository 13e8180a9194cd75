namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>What the predictor says.</summary>
/// <param name="Probabilities">The probability of each branch, in the order asked for.</param>
/// <param name="Durations">Its typical duration in milliseconds; null before it has run.</param>
/// <param name="PrimaryMs">The primary work's typical duration; null before it has run.</param>
/// <param name="HitRate">Share of predictions that came true; null before there were enough.</param>
internal sealed record Forecast(IReadOnlyList<double> Probabilities, IReadOnlyList<double?> Durations, double? PrimaryMs, double? HitRate);
