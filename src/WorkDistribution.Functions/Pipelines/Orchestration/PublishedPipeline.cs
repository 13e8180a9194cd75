namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>What the publish activity tells the orchestration.</summary>
/// <param name="Output">Where the output lies.</param>
/// <param name="Files">Names of objects of the output, the items left out; at most 100.</param>
internal sealed record PublishedPipeline(string Output, IReadOnlyList<string> Files);
