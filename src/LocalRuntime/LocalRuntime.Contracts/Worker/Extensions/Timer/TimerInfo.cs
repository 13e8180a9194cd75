namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer trigger tells its function.</summary>
public class TimerInfo
{
    /// <summary>The state of the schedule; null when it is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this invocation is later than scheduled.</summary>
    public bool IsPastDue { get; set; }
}
