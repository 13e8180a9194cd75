using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using WorkDistribution.LocalRuntime.Host.Tests.SampleApp;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

/// <summary>The standard variables alone make an app send what it does to a collector.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task Trace_of_a_request_goes_through_the_orchestration_to_the_collector()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var app = AppProcess.Launch(
            stateDirectory: null,
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_SERVICE_NAME"] = "otlp-test-service",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            },
            "--functions", "StartGreetings", "GreetCities", "SayHello");
        await app.ListeningAsync();
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/greetings") { Content = JsonContent.Create<string[]>(["Tokyo"]) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var response = await app.Client.SendAsync(request);

        Assert.True(response.IsSuccessStatusCode, app.Output);
        var traceBytes = new byte[16];
        trace.CopyTo(traceBytes);
        await Eventually.HoldsAsync(
            () => collector.Holds("/v1/traces", Text("otlp-test-service"), traceBytes, Text("create_orchestration:"))
                && collector.HoldsTogether("/v1/traces", Text("activity:SayHello"), Text("function StartGreetings")),
            "the spans arrive");
        await Eventually.HoldsAsync(
            () => collector.HoldsTogether("/v1/metrics", Text("otlp-test-service"), Text("durabletask.commits"), Text("faas.invocations")),
            "the metrics arrive");
        await Eventually.HoldsAsync(() => collector.Holds("/v1/logs", Text("otlp-test-service")), "the logs arrive");
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
