namespace WorkDistribution.Core.Scheduling;

/// <summary>The transitions of a work item: PENDING → RUNNING → COMPLETED | FAILED → RETRYING → PENDING.</summary>
public static class WorkItemStateMachine
{
    /// <summary>States that <paramref name="from"/> leads to; empty for a final one.</summary>
    public static IReadOnlyList<WorkItemState> Next(WorkItemState from) => from switch
    {
        // FAILED without running: cancelled, or refused before its first attempt.
        WorkItemState.Pending => [WorkItemState.Running, WorkItemState.Failed],
        WorkItemState.Running => [WorkItemState.Completed, WorkItemState.Failed],
        WorkItemState.Failed => [WorkItemState.Retrying],
        WorkItemState.Retrying => [WorkItemState.Pending],
        _ => [],
    };

    /// <summary>Whether <paramref name="from"/> leads to <paramref name="to"/> in one step.</summary>
    public static bool CanMove(WorkItemState from, WorkItemState to) => Next(from).Contains(to);

    /// <summary>Takes one step.</summary>
    /// <returns><paramref name="to"/>, so that steps can be chained: <c>Move(Move(state, Failed), Retrying)</c>.</returns>
    /// <exception cref="IllegalTransitionException">There is no such step.</exception>
    public static WorkItemState Move(WorkItemState from, WorkItemState to) =>
        CanMove(from, to) ? to : throw new IllegalTransitionException(from, to);

    /// <summary>
    /// Starts a failed item anew. A step of its own because no worker may take it: FAILED → PENDING skips the count of retries, and
    /// only an operator decides that.
    /// </summary>
    /// <returns><see cref="WorkItemState.Pending"/>.</returns>
    /// <exception cref="IllegalTransitionException">The item is not FAILED.</exception>
    public static WorkItemState Redrive(WorkItemState from) =>
        from == WorkItemState.Failed ? WorkItemState.Pending : throw new IllegalTransitionException(from, WorkItemState.Pending);
}
