namespace WorkDistribution.Core.Scheduling;

/// <summary>A work item was asked to go to a state that its present state does not lead to.</summary>
/// <param name="from">The state it is in.</param>
/// <param name="to">The state asked for.</param>
public sealed class IllegalTransitionException(WorkItemState from, WorkItemState to)
    : InvalidOperationException(Describe(from, to))
{
    /// <summary>The state the item is in.</summary>
    public WorkItemState From { get; } = from;

    /// <summary>The state asked for.</summary>
    public WorkItemState To { get; } = to;

    private static string Describe(WorkItemState from, WorkItemState to)
    {
        var next = WorkItemStateMachine.Next(from);
        return $"A work item cannot go from {Text(from)} to {Text(to)}: "
            + (next.Count == 0 ? $"{Text(from)} is final." : $"{Text(from)} leads to {string.Join(" or ", next.Select(Text))}.");
    }

    private static string Text(WorkItemState state) => state.ToString().ToUpperInvariant();
}
