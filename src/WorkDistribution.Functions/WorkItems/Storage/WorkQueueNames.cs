namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Names of the queues. Triggers and outputs name them too, so they are constants.</summary>
internal static class WorkQueueNames
{
    public const string Tickets = "work-tickets";
    public const string Submissions = "work-submissions";
    public const string SubmissionsPoison = "work-submissions-poison";
}
