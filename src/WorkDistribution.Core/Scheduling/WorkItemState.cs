namespace WorkDistribution.Core.Scheduling;

/// <summary>Where a work item is in its life. Its text is the name in capitals: <c>PENDING</c>, <c>RUNNING</c> and so on.</summary>
public enum WorkItemState
{
    /// <summary>Waits for its due time and for a worker.</summary>
    Pending,

    /// <summary>A worker holds a lease on it.</summary>
    Running,

    /// <summary>It succeeded; final.</summary>
    Completed,

    /// <summary>An attempt failed, or it was cancelled; final unless retries are left or it is re-driven.</summary>
    Failed,

    /// <summary>Waits for its back-off before it is pending again.</summary>
    Retrying,
}
