namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Counters of a level as clients read them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ExpectedShare">Share of service that it is to get while all levels have work, 0 to 1.</param>
/// <param name="RecentShare">Share that it got of late, 0 to 1; a service counts half after a minute.</param>
/// <param name="Waiting">Unfinished items.</param>
/// <param name="Served">Attempts begun.</param>
/// <param name="Finished">Items that ended.</param>
/// <param name="ForcedServices">Batches served ahead of a more urgent level, because this one was starving.</param>
/// <param name="MeanWaitMs">Mean wait of the items served, from when they could be claimed to the claim.</param>
/// <param name="LongestWaitMs">The longest of these waits.</param>
/// <param name="OldestWaitMs">How long the oldest item has waited that could be served at the detector's last count; null if none could.</param>
internal sealed record PriorityLevelView(
    string Name,
    double ExpectedShare,
    double RecentShare,
    long Waiting,
    long Served,
    long Finished,
    long ForcedServices,
    double MeanWaitMs,
    double LongestWaitMs,
    double? OldestWaitMs);
