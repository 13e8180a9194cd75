namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Input of the orchestration.</summary>
/// <param name="Name">The decision: runs of one name learn from each other.</param>
/// <param name="Primary">The work whose result names the branch.</param>
/// <param name="Branches">The branches.</param>
/// <param name="TimeoutSeconds">Seconds that each piece of work may take.</param>
internal sealed record SpeculationOrder(string Name, WorkOrder Primary, IReadOnlyList<BranchOrder> Branches, int TimeoutSeconds);
