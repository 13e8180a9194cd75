namespace WorkDistribution.Functions.WorkItems;

/// <summary>Names of the functions of this feature.</summary>
internal static class WorkItemsFunctionNames
{
    public const string Submit = "WorkSubmit";
    public const string SubmitBatch = "WorkSubmitBatch";
    public const string Submissions = "WorkSubmissions";
    public const string List = "WorkList";
    public const string Cancel = "WorkCancel";
    public const string Redrive = "WorkRedrive";
    public const string RedriveAll = "WorkRedriveAll";
    public const string Priorities = "WorkPriorities";
    public const string Metrics = "WorkMetrics";

    // The Functions host tries routes in the order of the functions' names: work/{id} comes after work/metrics and work/priorities.
    public const string Show = "WorkShow";

    public const string Detector = "WorkDetector";
    public const string Tickets = "WorkTickets";
    public const string Monitor = "WorkMonitor";
    public const string PriorityCounters = "PriorityCounters";
}
