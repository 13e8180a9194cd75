using System.Text;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

namespace WorkDistribution.Functions.Tests.WorkItems.Telemetry;

/// <summary>The standard variables alone make the app send what work items do to a collector.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class WorkOtlpTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Metrics_and_spans_of_an_item_reach_the_collector()
    {
        await using (await WorkItemsApp.CreateAsync(azurite))
        {
            // For its empty storage.
        }

        await using var collector = await OtlpReceiver.StartAsync();
        await using var app = await FunctionAppProcess.StartWorkItemsAsync(
            _folder,
            azurite.ConnectionString,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"));

        var id = await app.Client.SubmitWorkAsync("""{"handler":"sha256","payload":{"text":"abc"}}""");
        await app.Client.WaitForStateAsync(id, "COMPLETED");

        byte[][] metrics =
        [
            .. ((string[])["WorkDistribution.WorkItems", "workitems.submitted", "workitems.finished", "workitems.latency", "workitems.depth", "workitems.pool.utilization", "completed"])
                .Select(Encoding.UTF8.GetBytes),
        ];
        await Eventually.HoldsAsync(() => collector.Holds("/v1/metrics", metrics), "the metrics arrive");
        await Eventually.HoldsAsync(() => collector.Holds("/v1/traces", Encoding.UTF8.GetBytes("work sha256"), Encoding.UTF8.GetBytes(id)), "the span arrives");
    }

    public void Dispose() => _folder.Dispose();
}
