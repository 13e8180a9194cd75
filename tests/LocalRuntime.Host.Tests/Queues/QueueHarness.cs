using Azure.Storage.Queues;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Queues;
using WorkDistribution.LocalRuntime.Host.Telemetry;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

/// <summary>One queue of its own on the shared Azurite, with a listener on it.</summary>
internal sealed class QueueHarness : IAsyncDisposable
{
    private readonly QueueFunctionListener _listener;

    public QueueHarness(
        string connectionString, ScriptedInvoker invoker, QueueExtensionOptions? options = null, string? queueName = null, TimeSpan? lease = null)
    {
        Options = options ?? new QueueExtensionOptions { MaxPollingInterval = TimeSpan.FromMilliseconds(100) };
        var settings = SettingResolver.Of(new Dictionary<string, string> { [StorageConnection.DefaultName] = connectionString });
        var name = queueName ?? $"q-{Guid.NewGuid():n}";
        Address = QueueAddress.Resolve(name, null, settings, "The test");
        Queue = Address.CreateClient();
        Poison = Address.HasPoisonQueue ? Address.CreatePoisonClient() : Queue;
        var context = new QueueListenerContext(
            invoker, Options, Signals, new StorageAvailability(Availability), TimeProvider.System, new Random(1), new HostInstruments(TimeProvider.System), Log)
        {
            LeaseDuration = lease ?? TimeSpan.FromMinutes(10),
        };
        _listener = new QueueFunctionListener(TestFunctions.Queue(name), Address, context);
    }

    public QueueExtensionOptions Options { get; }

    public QueueAddress Address { get; }

    public QueueClient Queue { get; }

    public QueueClient Poison { get; }

    public QueueSignals Signals { get; } = new();

    public CollectingLogger<QueueHarness> Log { get; } = new();

    public CollectingLogger<StorageAvailability> Availability { get; } = new();

    public async Task SendAsync(params IEnumerable<string> bodies)
    {
        await Queue.CreateIfNotExistsAsync();
        foreach (var body in bodies)
        {
            await Queue.SendMessageAsync(QueueMessageCodec.Encode(BinaryData.FromString(body), Options.MessageEncoding));
        }
    }

    public void Start() => _listener.Start();

    public Task StopAsync(CancellationToken cancellationToken = default) => _listener.StopAsync(cancellationToken);

    /// <summary>Messages in the queue, invisible ones included.</summary>
    public static async Task<int> CountAsync(QueueClient queue) =>
        await queue.ExistsAsync() ? (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;

    public Task IsEmptyAsync() => Eventually.HoldsAsync(async () => await CountAsync(Queue) == 0, "the queue is empty");

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(new CancellationToken(canceled: true));
        await _listener.DisposeAsync();
    }
}
