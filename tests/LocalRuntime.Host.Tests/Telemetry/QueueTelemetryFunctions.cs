using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

/// <summary>A queue function that fails when it is told to.</summary>
public static class QueueTelemetryFunctions
{
    [Function(nameof(TelemetryQueue))]
    public static void TelemetryQueue([QueueTrigger(QueueTelemetryTests.Queue)] string message)
    {
        if (message == "bad")
        {
            throw new InvalidOperationException("It never works.");
        }
    }
}
