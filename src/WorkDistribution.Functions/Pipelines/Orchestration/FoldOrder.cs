namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Input of the fold activity.</summary>
/// <param name="Run">Prefix of the pipeline's objects.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Stage">Index of the stage.</param>
/// <param name="Items">The items, in the order in which they are folded.</param>
/// <param name="Number">Number of this fold.</param>
/// <param name="After">Number of the fold that it goes on from; 0 to begin.</param>
internal sealed record FoldOrder(string Run, string Pipeline, int Stage, IReadOnlyList<int> Items, int Number, int After);
