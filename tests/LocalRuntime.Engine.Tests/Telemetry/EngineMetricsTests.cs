using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

public sealed class EngineMetricsTests : IDisposable
{
    private const string Hub = "MetricsTest";

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly MeterListener _listener = new();

    public EngineMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EngineTelemetry.MeterName && instrument.Meter.Tags?.Any(tag => (string?)tag.Value == Hub) == true)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Work_is_counted_and_timed_by_function()
    {
        await using var host = new DurableTestHost(options => options.HubName = Hub)
            .AddActivity<int, int>("Double", n => 2 * n)
            .AddActivity<int, int>("Fail", _ => throw new InvalidOperationException("no luck"))
            .AddEntity("counter", _ => default)
            .AddOrchestrator("Good", context => Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("Double", i))))
            .AddOrchestrator("Bad", context => context.CallActivityAsync<int>("Fail", 1))
            .AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("never"));
        await host.StartAsync(_deadline.Token);
        foreach (var name in new[] { "Good", "Bad" })
        {
            await host.Client.WaitForInstanceCompletionAsync(
                await host.Client.ScheduleNewOrchestrationInstanceAsync(name, _deadline.Token), _deadline.Token);
        }

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", _deadline.Token);
        await host.Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "x"), "add", cancellation: _deadline.Token);
        await host.WhenIdleAsync(_deadline.Token);
        _listener.RecordObservableInstruments();

        Assert.Equal(3, Sum("durabletask.activities.completed", "Double"));
        Assert.Equal(1, Sum("durabletask.activities.failed", "Fail"));
        Assert.Equal(3, Of("durabletask.activity.duration", "Double").Count());
        Assert.Equal(typeof(InvalidOperationException).FullName, Of("durabletask.activity.duration", "Fail").Single().Tags["error.type"]);
        Assert.Equal(1, Sum("durabletask.orchestrations.completed", "Good"));
        Assert.Equal(1, Sum("durabletask.orchestrations.failed", "Bad"));
        Assert.Equal(3, _measured.Where(m => m.Name == "durabletask.orchestrations.started").Sum(m => m.Value));
        Assert.Equal(1, Sum("durabletask.entity.operations", "counter"));
        Assert.Equal(1, _measured.Single(m => m.Name == "durabletask.orchestrations.resident").Value);
        Assert.Equal(0, _measured.Single(m => m.Name == "durabletask.activities.queue.length").Value);
        var commits = _measured.Where(m => m.Name == "durabletask.commits").Sum(m => m.Value);
        Assert.True(commits > 3);
        Assert.Equal(commits, _measured.Count(m => m.Name == "durabletask.commit.duration"));
        Assert.True(_measured.Where(m => m.Name == "durabletask.commit.steps").Sum(m => m.Value) >= commits);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _deadline.Dispose();
    }

    private IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags)> Of(string instrument, string function) =>
        _measured.Where(m => m.Name == instrument && (string?)m.Tags.GetValueOrDefault("durabletask.task.name") == function);

    private double Sum(string instrument, string function) => Of(instrument, function).Sum(m => m.Value);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, tag) in tags)
        {
            copy[key] = tag;
        }

        _measured.Enqueue((instrument.Name, value, copy));
    }
}
