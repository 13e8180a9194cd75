namespace WorkDistribution.Cli.Api;

/// <summary>The part of the Durable management payload that <c>wd</c> uses.</summary>
internal sealed record StartedJob(string Id, string StatusQueryGetUri);
