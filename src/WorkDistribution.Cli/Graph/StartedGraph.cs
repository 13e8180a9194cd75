namespace WorkDistribution.Cli.Graph;

/// <summary>What <c>POST /api/graphs</c> answers.</summary>
internal sealed record StartedGraph(string Id, Uri StatusUri);
