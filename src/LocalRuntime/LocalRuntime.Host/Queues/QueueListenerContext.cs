using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>What all queue listeners of a host share.</summary>
internal sealed record QueueListenerContext(
    IFunctionInvoker Invoker,
    QueueExtensionOptions Options,
    QueueSignals Signals,
    StorageAvailability Availability,
    TimeProvider Time,
    Random Random,
    HostInstruments Instruments,
    ILogger Logger)
{
    /// <summary>How long a received message stays invisible to others; renewed at half time while its function runs.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a function that was told to cancel may take to end before the host stops without it.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(1);
}
