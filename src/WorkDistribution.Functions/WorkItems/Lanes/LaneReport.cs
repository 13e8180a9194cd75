using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>What was done about affinity lanes: by a process since it started, or in some span of time.</summary>
/// <param name="Attempts">Lanes of others that were looked at in order to steal from them.</param>
/// <param name="Successes">Attempts that got items.</param>
/// <param name="Stolen">Items that they got.</param>
/// <param name="MovedLanes">Lanes that the rebalancer gave to another owner.</param>
/// <param name="MovedItems">Items that the rebalancer moved to another worker: those in the lanes, and those moved singly.</param>
internal sealed record LaneReport(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Attempts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Successes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Stolen,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long MovedLanes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long MovedItems)
{
    /// <summary>Nothing.</summary>
    public static LaneReport None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Both in one.</summary>
    public static LaneReport operator +(LaneReport a, LaneReport b) => new(
        a.Attempts + b.Attempts, a.Successes + b.Successes, a.Stolen + b.Stolen, a.MovedLanes + b.MovedLanes, a.MovedItems + b.MovedItems);

    /// <summary>What came to it since an earlier report.</summary>
    public static LaneReport operator -(LaneReport a, LaneReport b) => new(
        a.Attempts - b.Attempts, a.Successes - b.Successes, a.Stolen - b.Stolen, a.MovedLanes - b.MovedLanes, a.MovedItems - b.MovedItems);
}
