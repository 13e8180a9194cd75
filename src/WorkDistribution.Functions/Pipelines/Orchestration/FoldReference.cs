namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>The state behind a fold.</summary>
/// <param name="Stage">Index of the stage.</param>
/// <param name="Number">Number of the fold.</param>
internal sealed record FoldReference(int Stage, int Number);
