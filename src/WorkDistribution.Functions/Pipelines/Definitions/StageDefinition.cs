using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>A stage of a registered pipeline.</summary>
/// <param name="Name">Its name, unique in the pipeline.</param>
/// <param name="Shape">Its parallelism, buffer and batch unless a request says otherwise.</param>
/// <param name="Retries">Attempts after the first.</param>
/// <param name="Timeout">The longest that an attempt may take.</param>
/// <param name="Each">Runs an item; null for a stage that folds.</param>
/// <param name="Fold">Folds a batch; null for a stage that runs each item.</param>
internal sealed record StageDefinition(
    string Name, StageShape Shape, int Retries, TimeSpan Timeout, IStageRunner? Each = null, IFoldRunner? Fold = null);
