namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>What a run of the detector found and did.</summary>
/// <param name="At">When; runs that found the same again, and did nothing, leave the first.</param>
/// <param name="Expired">Items whose lease had ended.</param>
/// <param name="Requeued">Those of them that will run again.</param>
/// <param name="Failed">Those that ended FAILED.</param>
/// <param name="Finished">Items that had ended but were still in the index.</param>
/// <param name="Tickets">Tickets that were missing and were sent.</param>
/// <param name="Levels">The exact counts, one a level.</param>
internal sealed record DetectorReport(
    DateTimeOffset At, int Expired, int Requeued, int Failed, int Finished, int Tickets, IReadOnlyList<LevelCount> Levels);
