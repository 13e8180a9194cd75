namespace WorkDistribution.Cli.Pipelines;

/// <summary>The stage that held up the others, and what to do about it.</summary>
internal sealed record BottleneckResult(string Stage, string Advice);
