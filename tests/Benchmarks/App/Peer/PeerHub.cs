using System.Diagnostics;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Entities;
using Microsoft.Extensions.Logging.Abstractions;

namespace WorkDistribution.Benchmarks.App.Peer;

/// <summary>The official engine on Azure Storage with its functions, in this process, set up as one who wants it fast would.</summary>
internal sealed class PeerHub : IAsyncDisposable
{
    /// <summary>Messages under way at a time: more of them only wait for Azurite's one thread.</summary>
    private const int Senders = 64;

    private const string CounterName = "counter";

    private readonly AzureStorageOrchestrationService service;
    private readonly TaskHubWorker worker;
    private readonly TaskHubClient client;

    private PeerHub(string connectionString, string name, bool keepsSessions)
    {
        service = new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(connectionString),
            TaskHubName = name,
            WorkerId = "peer",
            ExtendedSessionsEnabled = keepsSessions,
            UseSeparateQueueForEntityWorkItems = true,

            // The one worker needs nobody's leave to start.
            UseAppLease = false,

            // It looks for messages soon again, takes as many as the service gives, and has enough at work to keep Azurite busy.
            MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100),
            ControlQueueBatchSize = 32,
            ControlQueueBufferThreshold = 1_000,
            MaxConcurrentTaskActivityWorkItems = 100,
            MaxConcurrentTaskOrchestrationWorkItems = 200,
        });
        worker = new TaskHubWorker(service, NullLoggerFactory.Instance);
        worker.AddTaskOrchestrations(typeof(FanOut), typeof(Five));
        worker.AddTaskActivities(typeof(Same), typeof(Add1));
        worker.AddTaskEntities(new NameValueObjectCreator<TaskEntity>(CounterName, string.Empty, typeof(Counter)));
        client = new TaskHubClient(service, loggerFactory: NullLoggerFactory.Instance);
    }

    /// <summary>Makes a task hub and starts its worker.</summary>
    /// <param name="connectionString">The storage.</param>
    /// <param name="name">Of the task hub.</param>
    /// <param name="keepsSessions">
    /// Whether it keeps instances in memory between their messages. That spares orchestrations the reading of their history; an entity
    /// loses its state by it (2.11.2), as its next batch begins on what the session began with.
    /// </param>
    public static async Task<PeerHub> StartAsync(string connectionString, string name, bool keepsSessions)
    {
        var hub = new PeerHub(connectionString, name, keepsSessions);
        await hub.service.CreateIfNotExistsAsync();
        await hub.worker.StartAsync();
        return hub;
    }

    public Task<double> FanOutAsync(int activities) =>
        TimeAsync(() => RunAsync(typeof(FanOut), activities, (long)activities * (activities - 1) / 2));

    public Task<double> SequencesAsync(int count, int inFlight) =>
        TimeAsync(() => Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref count) >= 0)
            {
                await RunFiveAsync();
            }
        })));

    public async Task<double[]> IdleSequencesAsync(int count)
    {
        var latencies = new double[count];
        for (var i = 0; i < count; i++)
        {
            latencies[i] = await TimeAsync(RunFiveAsync);
        }

        return latencies;
    }

    public Task<double> SignalsAsync(int signals)
    {
        var target = new OrchestrationInstance { InstanceId = new EntityId(CounterName, $"{Guid.NewGuid():N}-{signals}").ToString() };
        return TimeAsync(() => Ends.OfAsync(target.InstanceId, () => Parallel.ForAsync(
            0, signals, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, _) =>
            {
                var signal = ClientEntityHelpers.EmitOperationSignal(target, Guid.NewGuid(), "add", "1", scheduledTimeUtc: null);
                await service.SendTaskOrchestrationMessageAsync(signal.AsTaskMessage());
            })));
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(isForced: true);
        worker.Dispose();
        service.Dispose();
    }

    private Task RunFiveAsync() => RunAsync(typeof(Five), 1, 1 + Five.Steps);

    private async Task RunAsync(Type orchestration, int input, long expected)
    {
        var id = Guid.NewGuid().ToString("N");
        var result = await Ends.OfAsync(id, () => client.CreateOrchestrationInstanceAsync(orchestration, id, input));
        if (result != expected)
        {
            throw new InvalidOperationException($"{orchestration.Name} of {input} gave {result}.");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
