namespace WorkDistribution.LocalRuntime.Host;

/// <summary>The names under which the host's telemetry is listened to.</summary>
public static class HostTelemetry
{
    /// <summary>The activity source of function invocations; the official worker's name.</summary>
    public const string ActivitySourceName = "Microsoft.Azure.Functions.Worker";

    /// <summary>The meter of the host's instruments.</summary>
    public const string MeterName = "WorkDistribution.LocalRuntime.Host";
}
