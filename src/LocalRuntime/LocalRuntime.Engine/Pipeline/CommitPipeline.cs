using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Pipeline;

/// <summary>
/// The one way to the store. Whatever steps are ready go in one transaction; what follows from a step happens after its
/// commit, in commit order, while the next transaction is already being written.
/// </summary>
internal sealed partial class CommitPipeline(IDurableStore store, TimeProvider time, EngineInstruments instruments, ILogger logger) : IDisposable
{
    private static readonly TimeSpan _firstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestRetry = TimeSpan.FromSeconds(5);

    /// <summary>Steps in one transaction; bounds how long the first of them waits.</summary>
    private const int MaxSteps = 2000;

    /// <summary>How long the store may refuse before clients are refused too, rather than kept waiting.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abandon = new();
    private List<StoreStep> _ready = [];
    private bool _running;
    private TaskCompletionSource? _idle;
    private volatile string? _outage;
    private volatile CancellationTokenSource _outageBegins = new();

    /// <summary>Why the store takes no writes, when that has lasted; else null.</summary>
    public string? Outage => _outage;

    /// <summary>Cancelled when the store has taken no writes for so long that those who wait are told.</summary>
    public CancellationToken OutageToken => _outageBegins.Token;

    /// <summary>Steps that wait for the next transaction.</summary>
    public int QueueLength
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>Adds a step; it commits after every step that was added before it.</summary>
    public void Submit(StoreStep step)
    {
        lock (_gate)
        {
            _ready.Add(step);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        // On the caller's thread up to the store: one hop less before the commit.
        _ = DrainAsync();
    }

    /// <summary>Whether nothing waits to be committed.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return !_running;
            }
        }
    }

    /// <summary>Completes when nothing waits to be committed.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _running
                ? (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    /// <summary>Gives up what the store will not take: the callers are told that it was not done.</summary>
    public void Abandon() => _abandon.Cancel();

    public void Dispose()
    {
        _abandon.Dispose();
        _outageBegins.Dispose();
    }

    private async Task DrainAsync()
    {
        List<StoreStep>? committed = null;
        while (true)
        {
            var batch = Take();
            var commit = batch is null ? null : CommitAsync(batch);
            if (committed is not null)
            {
                Publish(committed);
                committed = null;
            }

            if (commit is not null)
            {
                await commit;
                committed = batch;
            }
            else if (TryStop())
            {
                return;
            }
        }
    }

    private bool TryStop()
    {
        lock (_gate)
        {
            if (_ready.Count > 0)
            {
                return false;
            }

            _running = false;
            _idle?.SetResult();
            _idle = null;
            return true;
        }
    }

    private List<StoreStep>? Take()
    {
        lock (_gate)
        {
            if (_ready.Count > MaxSteps)
            {
                var part = _ready.GetRange(0, MaxSteps);
                _ready.RemoveRange(0, MaxSteps);
                return part;
            }

            if (_ready.Count > 0)
            {
                var all = _ready;
                _ready = new List<StoreStep>(Math.Min(all.Count, 256));
                return all;
            }

            return null;
        }
    }

    private async Task CommitAsync(List<StoreStep> batch)
    {
        try
        {
            await CommitUntilTakenAsync(batch);
        }
        catch (Exception e) when (batch.Count > 1 && e is not OperationCanceledException)
        {
            // One step the store refuses must not take the others with it: commit them one by one, in order.
            foreach (var step in batch)
            {
                await CommitAloneAsync(step);
            }
        }
        catch (Exception e)
        {
            foreach (var step in batch)
            {
                Abandon(step, e);
            }
        }
    }

    private async Task CommitAloneAsync(StoreStep step)
    {
        try
        {
            await CommitUntilTakenAsync([step]);
        }
        catch (Exception e)
        {
            Abandon(step, e);
        }
    }

    private async Task CommitUntilTakenAsync(List<StoreStep> batch)
    {
        var begun = instruments.BeginCommit();
        var wait = _firstRetry;
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await store.CommitAsync(batch);
                instruments.Committed(batch.Count, begun);
                if (attempt > 1)
                {
                    EndOutage();
                    LogStoreIsBack(logger, attempt);
                }

                return;
            }
            catch (StoreUnavailableException e)
            {
                if (attempt == 1)
                {
                    LogStoreUnavailable(logger, e.Message, batch.Count);
                }

                if (time.GetElapsedTime(started) >= _patience)
                {
                    // Not CancelAsync, which would leave the scheduler; who waits goes on elsewhere anyway.
                    _outage = $"{e.Message} Then the engine goes on by itself.";
#pragma warning disable CA1849 // as above
                    _outageBegins.Cancel();
#pragma warning restore CA1849
                }
            }
            catch
            {
                EndOutage();
                throw;
            }

            await Task.Delay(wait, time, _abandon.Token);
            wait = wait * 2 < _longestRetry ? wait * 2 : _longestRetry;
        }
    }

    private void EndOutage()
    {
        if (_outage is not null)
        {
            _outage = null;
            _outageBegins = new CancellationTokenSource();
        }
    }

    private void Abandon(StoreStep step, Exception failure)
    {
        LogCommitFailed(logger, failure);
        step.Committed = step.Abandoned is { } abandoned ? () => abandoned(failure) : null;
    }

    private void Publish(List<StoreStep> batch)
    {
        foreach (var step in batch)
        {
            try
            {
                step.Committed?.Invoke();
            }
            catch (Exception e)
            {
                LogPublishFailed(logger, e);
            }
        }
    }
}
