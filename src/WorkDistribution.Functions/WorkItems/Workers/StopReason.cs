namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>Why an attempt is told to stop.</summary>
internal enum StopReason
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Its time is up.</summary>
    Timeout,

    /// <summary>Somebody cancelled the item.</summary>
    Cancelled,

    /// <summary>Another worker has the item now: the lease could not be renewed in time.</summary>
    LeaseLost,

    /// <summary>The host stops.</summary>
    Shutdown,
}
