using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WorkDistribution.LocalRuntime.Host.Telemetry;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

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
        var services = Add(variables);

        Assert.Equal(traces, services.Any(service => service.ServiceType == typeof(TracerProvider)));
        Assert.Equal(metrics, services.Any(service => service.ServiceType == typeof(MeterProvider)));
        Assert.Equal(traces || metrics, services.Count > 0);
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER=none;OTEL_METRICS_EXPORTER=OTLP;OTEL_LOGS_EXPORTER=", "")]
    [InlineData("OTEL_TRACES_EXPORTER=jaeger", "OTEL_TRACES_EXPORTER names 'jaeger'")]
    [InlineData("OTEL_METRICS_EXPORTER=otlp, prometheus,console", "OTEL_METRICS_EXPORTER names 'prometheus', 'console'")]
    public async Task Exporters_that_the_host_does_not_have_are_a_warning_that_says_what_to_use(string variables, string expected)
    {
        var log = new CollectingLogger<TelemetryWarnings>();
        var services = Add(variables);
        services.AddSingleton<ILogger<TelemetryWarnings>>(log);
        await using var provider = services.BuildServiceProvider();

        foreach (var warnings in provider.GetServices<IHostedService>().OfType<TelemetryWarnings>())
        {
            await warnings.StartAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected.Length > 0 ? 1 : 0, log.Lines.Count);
        Assert.All(log.Lines, line =>
        {
            Assert.Equal(LogLevel.Warning, line.Level);
            Assert.StartsWith(expected, line.Message, StringComparison.Ordinal);
            Assert.Contains("Use otlp", line.Message, StringComparison.Ordinal);
        });
    }

    private static ServiceCollection Add(string variables)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var services = new ServiceCollection();
        services.AddTelemetryExport(values.GetValueOrDefault);
        return services;
    }
}
