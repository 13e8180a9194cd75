namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>When a node ran.</summary>
/// <param name="StartedAt">The start of the attempt that succeeded.</param>
/// <param name="EndedAt">Its end.</param>
internal sealed record NodeTimes(DateTimeOffset StartedAt, DateTimeOffset EndedAt);
