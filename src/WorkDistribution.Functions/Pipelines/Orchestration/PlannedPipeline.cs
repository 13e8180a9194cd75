namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>What the plan activity tells the orchestration.</summary>
/// <param name="Items">Number of items.</param>
/// <param name="Error">What is wrong with the order, so that there is no use in planning again; null if nothing is.</param>
internal sealed record PlannedPipeline(int Items, string? Error = null);
