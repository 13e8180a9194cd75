namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>
/// What one turn of an orchestration did: the events it applied, then the actions it took. A turn is one history row,
/// so a fan-out of N activities costs one row, and so do all the results that arrive together.
/// </summary>
internal sealed record Turn(long Ticks, IReadOnlyList<HistoryEvent> Applied, IReadOnlyList<HistoryEvent> Actions);
