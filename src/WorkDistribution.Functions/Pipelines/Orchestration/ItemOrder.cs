namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Input of the item activity.</summary>
/// <param name="Run">Prefix of the pipeline's objects.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Stage">Index of the stage.</param>
/// <param name="Item">Index of the item.</param>
/// <param name="Fold">Number of the fold that made the item; 0 where no fold did.</param>
internal sealed record ItemOrder(string Run, string Pipeline, int Stage, int Item, int Fold);
