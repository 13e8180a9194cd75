using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Tests.Hosting;

/// <summary>A service of the app that takes down when it starts and stops, beside what functions take down.</summary>
public sealed class OrderedService : IHostedService
{
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Ends the function that waits for it.</summary>
    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Events.Enqueue("service started");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Events.Enqueue("service stopped");
        return Task.CompletedTask;
    }
}
