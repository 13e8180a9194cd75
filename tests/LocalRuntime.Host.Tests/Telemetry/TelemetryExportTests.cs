using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_SERVICE_NAME=app", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4317", true, false)]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317;OTEL_TRACES_EXPORTER=none", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317;OTEL_SDK_DISABLED=true", false, false)]
    public void Standard_variables_say_what_is_exported(string variables, bool traces, bool metrics)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var services = new ServiceCollection();

        services.AddTelemetryExport(values.GetValueOrDefault);

        Assert.Equal(traces, services.Any(service => service.ServiceType == typeof(TracerProvider)));
        Assert.Equal(metrics, services.Any(service => service.ServiceType == typeof(MeterProvider)));
        Assert.Equal(traces || metrics, services.Count > 0);
    }
}
