using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Official;
using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

/// <summary>What the messages of a real queue leave in traces and metrics.</summary>
public sealed class QueueTelemetryTests(AzuriteFixture azurite)
{
    public const string Queue = "telemetry-test";

    [Fact]
    public async Task Messages_are_spans_and_counted_as_processed_or_poisoned()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HostTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName == "function " + nameof(QueueTelemetryFunctions.TelemetryQueue))
                {
                    spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(tracing);
        var counted = new ConcurrentQueue<(string Name, long Value)>();
        using var metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == HostTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // The meter is shared by every host of the process, so only what names our queue or function counts.
            foreach (var tag in tags)
            {
                if (tag.Value is Queue or nameof(QueueTelemetryFunctions.TelemetryQueue))
                {
                    counted.Enqueue((instrument.Name, value));
                }
            }
        });
        metrics.Start();
        await using var host = await InProcessHost.StartAsync(
            [typeof(QueueTelemetryFunctions)],
            new HostOptions { Queues = new QueueExtensionOptions { MaxDequeueCount = 2, MaxPollingInterval = TimeSpan.FromMilliseconds(100) } },
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString },
            services => services.Configure<WorkerOptions>(options => options.Capabilities[OfficialInternals.SchemaVersionCapability] = "1.37.0"));

        var queue = new QueueClient(azurite.ConnectionString, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await queue.SendMessageAsync("good", TestContext.Current.CancellationToken);
        await queue.SendMessageAsync("bad", TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(
            () => Sum("azure_functions.queue.messages.poisoned") == 1 && Sum("azure_functions.queue.messages.processed") == 1 && spans.Count == 3,
            "one message is processed, and one poisoned after two tries");
        Assert.Equal(1, Sum("faas.invocations"));
        Assert.Equal(2, Sum("faas.errors"));
        Assert.All(spans, span =>
        {
            Assert.Equal(nameof(QueueTelemetryFunctions.TelemetryQueue), span.GetTagItem("faas.name"));
        });
        Assert.Equal(3, spans.Select(span => span.TraceId).Distinct().Count());
        var failed = spans.Where(span => span.Status == ActivityStatusCode.Error).ToList();
        Assert.Equal(2, failed.Count);
        Assert.All(failed, span => Assert.Equal("It never works.", span.StatusDescription));
        return;

        long Sum(string name) => counted.Where(item => item.Name == name).Sum(item => item.Value);
    }
}
