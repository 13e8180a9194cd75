namespace WorkDistribution.Functions.WorkItems;

/// <summary>Names of the functions of this feature.</summary>
internal static class WorkItemsFunctionNames
{
    public const string Submit = "WorkSubmit";
    public const string Get = "WorkGet";
    public const string Tickets = "WorkTickets";
    public const string PriorityCounters = "PriorityCounters";
}
