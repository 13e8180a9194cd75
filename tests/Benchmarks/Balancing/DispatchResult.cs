namespace WorkDistribution.Benchmarks.Balancing;

/// <summary>What a simulation measured.</summary>
/// <param name="P50">Median wait in milliseconds.</param>
/// <param name="P99">99th percentile of waits in milliseconds.</param>
/// <param name="Utilisation">Part of the time, until the last item ended, that the workers were busy.</param>
/// <param name="Locality">Part of the items that ran where the item of the same key before them did.</param>
internal readonly record struct DispatchResult(double P50, double P99, double Utilisation, double Locality);
