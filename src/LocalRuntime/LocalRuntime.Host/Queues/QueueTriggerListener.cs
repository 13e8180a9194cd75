using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Azurite;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Listens for all queue-triggered functions of the app.</summary>
internal sealed class QueueTriggerListener(
    IFunctionInvoker invoker, HostConfiguration configuration, QueueSignals signals, StorageAvailability availability, StorageEmulator emulator,
    TimeProvider time, HostInstruments instruments, ILogger<QueueTriggerListener> logger) : ITriggerListener, IAsyncDisposable
{
    private readonly List<QueueFunctionListener> _listeners = [];

    public string TriggerType => BindingTypes.QueueTrigger;

    public async Task StartAsync(IReadOnlyList<FunctionDescriptor> functions, CancellationToken cancellationToken)
    {
        var context = new QueueListenerContext(invoker, configuration.Host.Queues, signals, availability, time, new Random(), instruments, logger);
        foreach (var function in functions)
        {
            var address = QueueBindings.ResolveTrigger(function, configuration.Settings);
            if (address.Connection.IsDefaultEmulator)
            {
                await emulator.EnsureRunningAsync(cancellationToken);
            }

            var listener = new QueueFunctionListener(function, address, context);
            _listeners.Add(listener);
            listener.Start();
            logger.LogDebug("Function '{Function}' listens on queue '{Queue}'.", function.Name, address.Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(l => l.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }
    }
}
