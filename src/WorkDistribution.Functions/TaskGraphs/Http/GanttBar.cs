namespace WorkDistribution.Functions.TaskGraphs.Http;

/// <summary>A bar of the Gantt chart.</summary>
/// <param name="Id">The node.</param>
/// <param name="Row">The row it is drawn in, from 0: bars of one row do not overlap, so rows stand for workers.</param>
/// <param name="StartMs">Start, in milliseconds since the graph began.</param>
/// <param name="EndMs">End.</param>
internal sealed record GanttBar(string Id, int Row, double StartMs, double EndMs);
