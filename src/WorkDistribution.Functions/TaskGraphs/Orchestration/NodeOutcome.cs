namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>How a node ended. Times are milliseconds since the graph began.</summary>
/// <param name="State"><c>COMPLETED</c>, <c>FAILED</c> or <c>CANCELLED</c>.</param>
/// <param name="StartMs">Its start; null if it never ran.</param>
/// <param name="EndMs">Its end.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="CancelledBy">The failed node that it depends on.</param>
internal sealed record NodeOutcome(string State, double? StartMs, double? EndMs, string? Error, string? CancelledBy)
{
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";
}
