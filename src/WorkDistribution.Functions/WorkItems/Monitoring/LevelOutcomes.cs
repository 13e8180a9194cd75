using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What happened at one level in some span of time.</summary>
internal sealed record LevelOutcomes
{
    /// <summary>Items submitted or re-driven.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Submitted { get; init; }

    /// <summary>Items that ended COMPLETED.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Completed { get; init; }

    /// <summary>Items that ended FAILED, without those that were cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Failed { get; init; }

    /// <summary>Items that were cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Cancelled { get; init; }

    /// <summary>Attempts after which the item waits for another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Retried { get; init; }

    /// <summary>Items that ran to an end, one way or the other.</summary>
    [JsonIgnore]
    public long Ended => Completed + Failed;

    /// <summary>By how many unfinished items there are more afterwards.</summary>
    [JsonIgnore]
    public long Growth => Submitted - Completed - Failed - Cancelled;

    /// <summary>Both in one.</summary>
    public static LevelOutcomes operator +(LevelOutcomes a, LevelOutcomes b) => new()
    {
        Submitted = a.Submitted + b.Submitted,
        Completed = a.Completed + b.Completed,
        Failed = a.Failed + b.Failed,
        Cancelled = a.Cancelled + b.Cancelled,
        Retried = a.Retried + b.Retried,
    };
}
