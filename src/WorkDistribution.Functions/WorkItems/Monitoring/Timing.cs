namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>Measurements of about one length: an entry of a histogram.</summary>
/// <param name="Microseconds">Their length, within 1 %.</param>
/// <param name="Count">How many there were.</param>
internal readonly record struct Timing(long Microseconds, long Count);
