namespace WorkDistribution.Functions.WorkItems.Telemetry;

/// <summary>The names under which the telemetry of work items is listened to.</summary>
public static class WorkTelemetry
{
    /// <summary>The meter of the instruments.</summary>
    public const string MeterName = "WorkDistribution.WorkItems";

    /// <summary>The activity source of attempts.</summary>
    public const string ActivitySourceName = "WorkDistribution.WorkItems";
}
