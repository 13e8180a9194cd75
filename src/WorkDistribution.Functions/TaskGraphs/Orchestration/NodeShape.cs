namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>What the orchestration knows of a node.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Handler">Its handler.</param>
/// <param name="ExpectedMs">Its expected time, if one was given.</param>
/// <param name="MaxAttempts">Attempts, the first included.</param>
internal sealed record NodeShape(string Id, string Handler, double? ExpectedMs, int MaxAttempts);
