namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>The names under which the engine's telemetry is listened to.</summary>
public static class EngineTelemetry
{
    /// <summary>The activity source of client, orchestration, activity, timer, event and entity spans; the official worker's name.</summary>
    public const string ActivitySourceName = "Microsoft.DurableTask";

    /// <summary>The meter of the engine's instruments.</summary>
    public const string MeterName = "WorkDistribution.LocalRuntime.Engine";
}
