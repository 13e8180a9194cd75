namespace Microsoft.Azure.Functions.Worker;

/// <summary>The state of a timer's schedule.</summary>
public class ScheduleStatus
{
    /// <summary>The last recorded occurrence.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next expected occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this state was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
