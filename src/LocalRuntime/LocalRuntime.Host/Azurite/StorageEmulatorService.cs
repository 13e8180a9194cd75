using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Queues;

namespace WorkDistribution.LocalRuntime.Host.Azurite;

/// <summary>
/// Starts Azurite with the host when a function has a queue on it, so that the first message does not wait for that; and with
/// <c>--azurite</c>, for apps that use blobs or tables by themselves, which the host cannot know.
/// </summary>
internal sealed class StorageEmulatorService(
    HostCommandLine commandLine, IFunctionCatalog functions, HostConfiguration configuration, StorageEmulator emulator) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var queues = functions.Functions.SelectMany(f => QueueBindings.ResolveAll(f, configuration.Settings));
        if (commandLine.Azurite || queues.Any(q => q.Connection.IsDefaultEmulator))
        {
            await emulator.EnsureRunningAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
