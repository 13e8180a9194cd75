using Azure;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Functions.WorkItems.Items;

/// <summary>An item as it is stored: a row of the pending index, or an outcome.</summary>
internal sealed record WorkItem
{
    /// <summary>Attempts that the history keeps; older ones are dropped.</summary>
    public const int MaxHistory = 20;

    /// <summary>Where it lies, which also says its priority and due time.</summary>
    public required WorkItemId Id { get; init; }

    /// <summary>Name of its handler.</summary>
    public required string Handler { get; init; }

    /// <summary>The payload's JSON; null when it lies in the object store.</summary>
    public string? Payload { get; init; }

    /// <summary>Whether the payload is too large for a row and lies in the object store.</summary>
    public bool PayloadIsStored { get; init; }

    /// <summary>Failed attempts after which another follows.</summary>
    public int MaxRetries { get; init; }

    /// <summary>Longest attempt in seconds.</summary>
    public int TimeoutSeconds { get; init; }

    /// <summary>The submitter's key; null if there was none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the item wants to be near to; null if it does not care.</summary>
    public string? AffinityKey { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it is in its life.</summary>
    public WorkItemState State { get; init; }

    /// <summary>
    /// When a worker may claim it: the due time, the end of the back-off, or the end of the lease. <see cref="DateTimeOffset.MaxValue"/>
    /// once it is finished.
    /// </summary>
    public DateTimeOffset Visible { get; init; }

    /// <summary>When it could be claimed last; known to the worker that did, and not stored.</summary>
    public DateTimeOffset ClaimableAt { get; init; }

    /// <summary>Who runs or ran the last attempt.</summary>
    public string? Worker { get; init; }

    /// <summary>Attempts begun so far.</summary>
    public int Attempt { get; init; }

    /// <summary>Attempts that failed since it was submitted or re-driven: what counts against <see cref="MaxRetries"/>.</summary>
    public int Failures { get; init; }

    /// <summary>Attempts whose worker was lost since it was submitted or re-driven.</summary>
    public int Losses { get; init; }

    /// <summary>How often it was re-driven. An outcome is replaced only by one of a higher generation.</summary>
    public int Generation { get; init; }

    /// <summary>The last attempts, oldest first.</summary>
    public IReadOnlyList<WorkAttempt> History { get; init; } = [];

    /// <summary>Why the last attempt did not complete.</summary>
    public string? LastError { get; init; }

    /// <summary>Whether it ended because it was cancelled.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Whether somebody asked the running attempt to stop.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>
    /// Whether the item may have an outcome although it is in the index, so that who claims it looks for one before running it: keyed and
    /// re-driven items, which may be inserted twice, and those that lost a worker.
    /// </summary>
    public bool CheckOutcome { get; init; }

    /// <summary>When the last attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended for good.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What the handler returned, as JSON.</summary>
    public string? Result { get; init; }

    /// <summary>Whether it lies in a pack, not in a row of its own; then its version is the pack's.</summary>
    public bool InPack { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag ETag { get; init; }

    /// <summary>Whether it has ended for good: cancelled ones and those that failed stay FAILED.</summary>
    public bool IsFinished => State is WorkItemState.Completed or WorkItemState.Failed;

    /// <summary>A copy whose history has one more attempt.</summary>
    public WorkItem With(WorkAttempt attempt) =>
        this with { History = [.. History.Skip(Math.Max(0, History.Count - MaxHistory + 1)), attempt], LastError = attempt.Error };
}
