namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What happened at one level since a process reported last.</summary>
internal sealed record LevelOutcomes
{
    /// <summary>Items submitted or re-driven.</summary>
    public long Submitted { get; init; }

    /// <summary>Items that ended COMPLETED.</summary>
    public long Completed { get; init; }

    /// <summary>Items that ended FAILED, without those that were cancelled.</summary>
    public long Failed { get; init; }

    /// <summary>Items that were cancelled.</summary>
    public long Cancelled { get; init; }

    /// <summary>Attempts after which the item waits for another.</summary>
    public long Retried { get; init; }

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
