namespace WorkDistribution.Functions.MasterWorker.Requests;

/// <summary>Bounds of a batch.</summary>
internal static class BatchLimits
{
    /// <summary>Tasks of one batch.</summary>
    public const int MaxTasks = 10_000;

    /// <summary>Tasks that are in the queue or with workers at a time.</summary>
    public const int MaxInFlight = 1_000;

    /// <summary>Longest time of an attempt in seconds.</summary>
    public const int MaxTimeoutSeconds = 3_600;

    /// <summary>Most attempts of a task.</summary>
    public const int MaxAttempts = 10;

    /// <summary>Bytes of a request's body.</summary>
    public const long MaxRequestBytes = 16 * 1024 * 1024;

    /// <summary>Complaints about payloads in one answer.</summary>
    public const int MaxComplaints = 20;
}
