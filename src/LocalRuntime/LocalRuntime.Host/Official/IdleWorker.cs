namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>Stands where the worker's channel to a host would: there is none, and the functions are run by the hosted services.</summary>
internal class IdleWorker
{
    public virtual Task StartAsync(CancellationToken token) => Task.CompletedTask;

    public virtual Task StopAsync(CancellationToken token) => Task.CompletedTask;
}
