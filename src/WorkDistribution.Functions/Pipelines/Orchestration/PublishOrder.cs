namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Input of the publish activity.</summary>
/// <param name="Run">Prefix of the pipeline's objects.</param>
/// <param name="LastFold">Stage and number of the fold that ends the pipeline, if one does.</param>
internal sealed record PublishOrder(string Run, FoldReference? LastFold);
