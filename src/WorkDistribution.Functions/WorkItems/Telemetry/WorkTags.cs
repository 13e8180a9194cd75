namespace WorkDistribution.Functions.WorkItems.Telemetry;

/// <summary>Attributes of metrics and spans.</summary>
internal static class WorkTags
{
    public const string Id = "workitems.id";
    public const string Handler = "workitems.handler";
    public const string Priority = "workitems.priority";
    public const string Attempt = "workitems.attempt";

    /// <summary>How an item or an attempt ended.</summary>
    public const string Outcome = "workitems.outcome";
}
