namespace WorkDistribution.Cli.Api;

/// <summary>The answer to a submission: what runs, and where to ask for it.</summary>
internal sealed record StartedWork(string Id, string StatusUri);
