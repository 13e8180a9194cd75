using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Tests.Azurite;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>A host with nothing to do writes nothing, however long it waits: a day passes on a clock that the test moves.</summary>
public sealed class IdleTests(AzuriteFixture azurite)
{
    private const string Hub = "IdleTest";

    [Fact]
    public async Task Idle_host_with_waiting_instances_and_a_queue_function_makes_no_store_writes()
    {
        var commits = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "durabletask.commits" && instrument.Meter.Tags?.Any(tag => (string?)tag.Value == Hub) == true)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref commits, value));
        listener.Start();
        var time = new CountingTimeProvider();
        await using var host = await InProcessHost.StartAsync(
            [typeof(IdleFunctions), typeof(ManagementFunctions)],
            new HostOptions { DurableTask = new DurableTaskExtensionOptions { HubName = Hub } },
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = azurite.ConnectionString },
            services => services.AddSingleton<TimeProvider>(time));
        var api = new ManagementApi(host.Http);
        await api.UntilAsync(await api.StartAsync("Echo", "1"), "Completed");
        await api.UntilAsync(await api.StartAsync("WaitForGo"), "Running");
        await api.PostAsync("/entities/Counter/k?op=add", "1");
        await api.UntilAsync(await api.StartAsync("WaitForNextYear"), "Running");
        await host.Get<DurableEngine>().Services.Pipeline.WhenIdleAsync();
        var before = (Commits: Interlocked.Read(ref commits), Files: Contents(host.StateDirectory));
        Assert.InRange(before.Commits, 1, long.MaxValue);

        // A day, in as many steps as the host sets timers, so that each of its polls has its turn.
        var polls = time.Waits;
        for (var step = 0; step < 24 * 60; step++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
        }

        // The queue was looked at meanwhile: the host did not just stand still.
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return time.Waits >= polls + 5;
            },
            "the queue listener has polled five times");
        await host.Get<DurableEngine>().Services.Pipeline.WhenIdleAsync();

        Assert.Equal(before.Commits, Interlocked.Read(ref commits));
        Assert.Equal(before.Files, Contents(host.StateDirectory));
    }

    /// <summary>The engine's files by name, length and time of the last write.</summary>
    private static List<(string Name, long Length, DateTime Written)> Contents(string directory) =>
        [.. new DirectoryInfo(directory).GetFiles("engine.*").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, f.Length, f.LastWriteTimeUtc))];

    /// <summary>Counts the timers that are set: an idle queue listener sets one for each look at its queue.</summary>
    private sealed class CountingTimeProvider : FakeTimeProvider
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _waits);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
