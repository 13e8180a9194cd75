namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>A registered pipeline.</summary>
/// <param name="Name">Its name in URLs and on the command line.</param>
/// <param name="Source">Where its items come from.</param>
/// <param name="Stages">Its stages, in order.</param>
internal sealed record PipelineDefinition(string Name, ISourceRunner Source, IReadOnlyList<StageDefinition> Stages);
