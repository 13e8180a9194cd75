namespace WorkDistribution.Core.Pipelines;

/// <summary>How a stage of a pipeline works, as far as the flow of items is concerned.</summary>
/// <param name="Parallelism">Items that run at a time, at least 1; 1 for a stage that folds.</param>
/// <param name="Buffer">Items that may wait in front of it, at least 1.</param>
/// <param name="Batch">0 for a stage that runs each item; else it folds this many items at a time, at most <paramref name="Buffer"/>.</param>
public readonly record struct StageShape(int Parallelism, int Buffer, int Batch = 0)
{
    /// <summary>Whether the stage folds all items into one.</summary>
    public bool Folds => Batch > 0;
}
