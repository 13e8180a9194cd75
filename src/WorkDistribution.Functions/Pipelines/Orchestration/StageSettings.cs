using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>How a stage works in one pipeline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parallelism">Items that run at a time.</param>
/// <param name="Buffer">Items that may wait in front of it.</param>
/// <param name="Batch">0, or how many items it folds at a time.</param>
/// <param name="Retries">Attempts after the first.</param>
internal sealed record StageSettings(string Name, int Parallelism, int Buffer, int Batch, int Retries)
{
    /// <summary>What of it matters for the flow of items.</summary>
    public StageShape ToShape() => new(Parallelism, Buffer, Batch);
}
