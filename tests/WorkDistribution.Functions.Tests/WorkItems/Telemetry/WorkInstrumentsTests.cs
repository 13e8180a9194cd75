using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Telemetry;

namespace WorkDistribution.Functions.Tests.WorkItems.Telemetry;

[Collection(WorkItemsTests.Name)]
public sealed class WorkInstrumentsTests(AzuriteFixture azurite)
{
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _measured = new();

    [Fact]
    public async Task What_items_do_is_counted_and_measured()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        using var listener = Listen(app.Get<IMeterFactory>());
        var done = await app.SubmitAsync("""{"handler":"sha256","payload":{"text":"abc"},"priority":"high"}""");
        var again = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":1}}""");
        var failed = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":1},"maxRetries":0}""");

        await app.RunUntilFinishedAsync(done, again, failed);
        listener.RecordObservableInstruments();

        Assert.Equal((1, 2), (Sum("workitems.submitted", "priority=high"), Sum("workitems.submitted", "priority=normal")));
        Assert.Equal(1, Sum("workitems.finished", "outcome=completed,workitems.priority=high"));
        Assert.Equal(1, Sum("workitems.finished", "outcome=completed,workitems.priority=normal"));
        Assert.Equal(1, Sum("workitems.finished", "outcome=failed,workitems.priority=normal"));
        Assert.Equal(1, Sum("workitems.retried", "priority=normal"));
        Assert.Equal(3, Count("workitems.latency"));
        Assert.All(Values("workitems.latency"), static seconds => Assert.InRange(seconds, 0.0001, 60));
        Assert.Equal((4, 4), (Count("workitems.wait"), Count("workitems.duration")));
        Assert.Equal(3, _measured.Count(static m => m.Instrument == "workitems.duration" && m.Tags.Contains("handler=flaky", StringComparison.Ordinal)));
        Assert.Equal(3, Count("workitems.depth"));
        Assert.Equal(0, Sum("workitems.depth", ""));
        Assert.InRange(Assert.Single(Values("workitems.pool.utilization")), 0.0, 1.0);
        Assert.True(Sum("workitems.pool.steals", "") <= Sum("workitems.pool.steal.attempts", ""));
        Assert.Equal((0, 0), (Sum("workitems.lanes.steal.attempts", ""), Sum("workitems.backups.asked", "")));
    }

    [Fact]
    public async Task Attempts_have_spans_that_say_how_they_ended()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == WorkTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":1}}""");

        await app.RunUntilFinishedAsync(id);

        var attempts = spans.Where(span => (string?)span.GetTagItem("workitems.id") == id.ToString()).OrderBy(static span => span.StartTimeUtc).ToList();
        Assert.Equal([("work flaky", "failed", ActivityStatusCode.Error), ("work flaky", "completed", ActivityStatusCode.Unset)],
            attempts.Select(static span => (span.DisplayName, (string)span.GetTagItem("workitems.outcome")!, span.Status)));
        Assert.Equal([1, 2], attempts.Select(static span => (int)span.GetTagItem("workitems.attempt")!));
    }

    private MeterListener Listen(IMeterFactory meters)
    {
        var listener = new MeterListener
        {
            // Of this app: others in the process have meters of the same name.
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == WorkTelemetry.MeterName && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Enqueue(
        (instrument.Name, value, string.Join(',', tags.ToArray().OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"))));

    private IEnumerable<double> Values(string instrument) => _measured.Where(m => m.Instrument == instrument).Select(static m => m.Value);

    private int Count(string instrument) => Values(instrument).Count();

    private double Sum(string instrument, string tags) =>
        _measured.Where(m => m.Instrument == instrument && m.Tags.EndsWith(tags, StringComparison.Ordinal)).Sum(static m => m.Value);
}
