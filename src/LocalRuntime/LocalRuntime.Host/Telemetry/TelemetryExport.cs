using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Telemetry;

/// <summary>
/// Sends traces, metrics and logs where the standard OTEL variables say. Without them nothing of OpenTelemetry is created;
/// the SDK itself reads the others (endpoint, headers, protocol, sampler, resource).
/// </summary>
internal static class TelemetryExport
{
    private const string Otlp = "otlp";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Signals = ["TRACES", "METRICS", "LOGS"];

    public static void AddTelemetryExport(this IServiceCollection services) => services.AddTelemetryExport(Environment.GetEnvironmentVariable);

    public static void AddTelemetryExport(this IServiceCollection services, Func<string, string?> variable)
    {
        var problems = Signals.Select(signal => Problem($"OTEL_{signal}_EXPORTER", variable)).OfType<string>().ToList();
        if (problems.Count > 0)
        {
            services.AddHostedService(sp => new TelemetryWarnings(problems, sp.GetRequiredService<ILogger<TelemetryWarnings>>()));
        }

        var (traces, metrics, logs) = (IsOn("TRACES", variable), IsOn("METRICS", variable), IsOn("LOGS", variable));
        if (!(traces || metrics || logs))
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry();
        if (!NamesService(variable) && Assembly.GetEntryAssembly()?.GetName().Name is { } name)
        {
            telemetry.ConfigureResource(resource => resource.AddService(name));
        }

        if (traces)
        {
            // The first of the conventions that the worker knows in which a span says which function it is of.
            services.Configure<WorkerOptions>(options => options.Capabilities.TryAdd(OfficialInternals.SchemaVersionCapability, "1.37.0"));
            telemetry.WithTracing(tracing => tracing
                .AddSource(EngineTelemetry.ActivitySourceName, HostTelemetry.ActivitySourceName)
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter());
        }

        if (metrics)
        {
            telemetry.WithMetrics(meters => meters
                .AddMeter(EngineTelemetry.MeterName, HostTelemetry.MeterName, "System.Runtime")
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter());
        }

        if (logs)
        {
            telemetry.WithLogging(logging => logging.AddOtlpExporter(), options => options.IncludeFormattedMessage = true);
        }
    }

    /// <summary>
    /// Whether a signal is exported: its exporter is named, or none is but an endpoint is. Of the standard's exporters the host has OTLP.
    /// </summary>
    private static bool IsOn(string signal, Func<string, string?> variable)
    {
        if (bool.TryParse(variable("OTEL_SDK_DISABLED"), out var disabled) && disabled)
        {
            return false;
        }

        var exporter = variable($"OTEL_{signal}_EXPORTER");
        return string.IsNullOrWhiteSpace(exporter)
            ? !string.IsNullOrEmpty(variable(Endpoint)) || !string.IsNullOrEmpty(variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"))
            : exporter.Split(',', StringSplitOptions.TrimEntries).Contains(Otlp, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What is wrong with the exporters that a variable names; null if nothing is.</summary>
    private static string? Problem(string name, Func<string, string?> variable)
    {
        var unknown = (variable(name) ?? string.Empty)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(exporter => !exporter.Equals(Otlp, StringComparison.OrdinalIgnoreCase) && !exporter.Equals("none", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return unknown.Count == 0
            ? null
            : $"{name} names '{string.Join("', '", unknown)}', which this host does not have, so nothing goes there. Use otlp (to a collector that passes it on) or none.";
    }

    private static bool NamesService(Func<string, string?> variable) =>
        !string.IsNullOrEmpty(variable("OTEL_SERVICE_NAME"))
        || variable("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) == true;
}
