namespace WorkDistribution.Core.Pipelines;

/// <summary>Something that a stage has to do now.</summary>
/// <param name="Stage">Index of the stage.</param>
/// <param name="Items">The item, or the items to fold in this order: none when a pipeline has nothing to fold.</param>
/// <param name="Number">Number of the fold, from 1; never used twice. 0 for a stage that runs each item.</param>
/// <param name="After">Number of the fold whose result this one goes on from; 0 to begin.</param>
public sealed record StageTask(int Stage, IReadOnlyList<int> Items, int Number = 0, int After = 0);
