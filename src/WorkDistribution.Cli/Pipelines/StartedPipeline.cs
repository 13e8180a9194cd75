namespace WorkDistribution.Cli.Pipelines;

/// <summary>The answer to a start.</summary>
internal sealed record StartedPipeline(string Id);
