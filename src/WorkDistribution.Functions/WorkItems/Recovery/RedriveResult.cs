namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>What became of a request to start a failed item anew.</summary>
internal enum RedriveResult
{
    /// <summary>There is no such item.</summary>
    NotFound,

    /// <summary>It did not fail: it has not finished, or it completed.</summary>
    NotFailed,

    /// <summary>It waits for a worker again.</summary>
    Redriven,
}
