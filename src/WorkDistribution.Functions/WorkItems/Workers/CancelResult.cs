namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>What became of a request to cancel an item.</summary>
internal enum CancelResult
{
    /// <summary>There is no such item.</summary>
    NotFound,

    /// <summary>It had finished before.</summary>
    AlreadyFinished,

    /// <summary>It was waiting and has ended now.</summary>
    Cancelled,

    /// <summary>It runs and was told to stop.</summary>
    Requested,
}
