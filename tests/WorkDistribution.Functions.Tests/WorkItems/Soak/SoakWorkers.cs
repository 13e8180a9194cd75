using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems.Soak;

/// <summary>Worker processes of which a random one is killed at intervals; another takes its place.</summary>
internal sealed class SoakWorkers : IAsyncDisposable
{
    private const int Count = 3;

    private readonly List<FunctionAppProcess> _workers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Task<FunctionAppProcess>> _start;
    private Task _killing = Task.CompletedTask;
    private int _kills;

    private SoakWorkers(Func<Task<FunctionAppProcess>> start) => _start = start;

    /// <summary>Workers killed so far.</summary>
    public int Kills => Volatile.Read(ref _kills);

    public static async Task<SoakWorkers> StartAsync(Func<Task<FunctionAppProcess>> start)
    {
        var workers = new SoakWorkers(start);
        for (var i = 0; i < Count; i++)
        {
            workers._workers.Add(await start());
        }

        return workers;
    }

    /// <summary>Begins to kill.</summary>
    public void StartKilling(TimeSpan interval, Random random) => _killing = KillAsync(interval, random);

    /// <summary>Kills no more and waits until all are there again.</summary>
    /// <exception cref="InvalidOperationException">A worker did not start.</exception>
    public async Task StopKillingAsync()
    {
        await _stop.CancelAsync();
        await _killing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _killing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task KillAsync(TimeSpan interval, Random random)
    {
        using var timer = new PeriodicTimer(interval);
        while (await NextAsync(timer))
        {
            var victim = _workers[random.Next(_workers.Count)];
            await victim.KillAsync();
            _workers.Remove(victim);
            await victim.DisposeAsync();
            Interlocked.Increment(ref _kills);
            _workers.Add(await _start());
        }
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
