using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.State;

/// <summary>Takes the state directory before anything of the app starts, and keeps it until everything has stopped.</summary>
internal sealed class StateLockService(HostCommandLine commandLine) : IHostedLifecycleService, IDisposable
{
    private StateDirectoryLock? _lock;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _lock = StateDirectoryLock.Acquire(commandLine.StateDirectory);
            return Task.CompletedTask;
        }
        catch (IOException e)
        {
            throw StartupFailure.End(e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _lock?.Dispose();
        if (_lock is not null && commandLine.IsStateTemporary)
        {
            Directory.Delete(commandLine.StateDirectory, recursive: true);
        }
    }
}
