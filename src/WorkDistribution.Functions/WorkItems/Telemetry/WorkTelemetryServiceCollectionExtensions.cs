using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace WorkDistribution.Functions.WorkItems.Telemetry;

/// <summary>Registers the telemetry of work items.</summary>
internal static class WorkTelemetryServiceCollectionExtensions
{
    /// <summary>
    /// Adds the instruments, and names the meter and the source to whatever OpenTelemetry providers the host or the app makes. It makes
    /// none itself.
    /// </summary>
    public static void AddWorkTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<WorkInstruments>();
        services.ConfigureOpenTelemetryMeterProvider(static meters => meters.AddMeter(WorkTelemetry.MeterName));
        services.ConfigureOpenTelemetryTracerProvider(static traces => traces.AddSource(WorkTelemetry.ActivitySourceName));
    }
}
