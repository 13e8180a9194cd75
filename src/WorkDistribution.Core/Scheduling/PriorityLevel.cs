namespace WorkDistribution.Core.Scheduling;

/// <summary>One level of priority.</summary>
/// <param name="Name">How submitters call it; not empty, unique among the levels of a policy.</param>
/// <param name="Share">
/// Service it is expected to get while all levels have work, in any unit, above 0. Shares need not sum to anything: they are
/// normalised over the levels that have work.
/// </param>
public sealed record PriorityLevel(string Name, double Share)
{
    /// <summary>high 50, normal 25, low 12.5 (in percent), most urgent first.</summary>
    public static IReadOnlyList<PriorityLevel> Defaults { get; } = [new("high", 50), new("normal", 25), new("low", 12.5)];
}
