namespace WorkDistribution.Functions.WorkItems.Items;

/// <summary>How an attempt can end, as text in an item's history.</summary>
internal static class WorkAttemptResults
{
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string TimedOut = "timed out";
    public const string Cancelled = "cancelled";
    public const string LeaseExpired = "lease expired";
    public const string Released = "released";
}
