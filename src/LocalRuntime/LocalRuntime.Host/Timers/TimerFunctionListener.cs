using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>
/// Fires one timer function. The next time is computed when a run has ended, so runs never overlap and times that pass during a run
/// are left out.
/// </summary>
internal sealed class TimerFunctionListener : IAsyncDisposable
{
    /// <summary>Longest single wait, so that a changed clock or a machine that slept is noticed.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    /// <summary>How long a cancelled run may take to end before the host stops without it.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(1);

    private readonly FunctionDescriptor _function;
    private readonly TimerSchedule _schedule;
    private readonly bool _runOnStartup;
    private readonly TimerStatusStore? _store;
    private readonly IFunctionInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cancelFunction = new();
    private TimerStatus? _status;
    private Task _loop = Task.CompletedTask;

    /// <param name="function">The function to run.</param>
    /// <param name="schedule">When to run it.</param>
    /// <param name="runOnStartup">Whether to run it when the host starts, too.</param>
    /// <param name="store">Where its status is kept; null when the timer is not monitored.</param>
    /// <param name="invoker">Runs the function.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives what the real host logs of a timer.</param>
    public TimerFunctionListener(
        FunctionDescriptor function, TimerSchedule schedule, bool runOnStartup, TimerStatusStore? store, IFunctionInvoker invoker,
        TimeProvider time, ILogger logger)
    {
        _function = function;
        _schedule = schedule;
        _runOnStartup = runOnStartup;
        _store = store;
        _invoker = invoker;
        _time = time;
        _logger = logger;
    }

    public void Start()
    {
        _status = _store?.Read(_function.Name);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Fires no more, and waits for the run in progress; cancels it when the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        try
        {
            await _loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _cancelFunction.CancelAsync();
            await Task.WhenAny(_loop, Task.Delay(CancellationGrace, CancellationToken.None));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _cancelFunction.CancelAsync();
        _stop.Dispose();
        _cancelFunction.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await RunOnStartAsync();
            while (_schedule.Next(_time.GetUtcNow()) is { } due)
            {
                await WaitUntilAsync(due);
                await FireAsync(due, isPastDue: false, $"Timer fired at {TimeZoneInfo.ConvertTime(_time.GetUtcNow(), _schedule.Zone):o}");
            }

            _logger.LogWarning("The schedule '{Schedule}' of timer '{Function}' has no further occurrence.", _schedule, _function.Name);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _logger.LogDebug("Timer '{Function}' stops.", _function.Name);
        }
        catch (Exception e)
        {
            _logger.LogError(e, "Timer '{Function}' ended: {Reason} Restart the host to start it again.", _function.Name, e.Message);
        }
    }

    private async Task RunOnStartAsync()
    {
        var now = _time.GetUtcNow();
        if (IsPastDue(now))
        {
            _logger.LogDebug("Function '{Function}' is past due on startup. Executing now.", _function.Name);
            await FireAsync(now, isPastDue: true, $"Timer fired at {TimeZoneInfo.ConvertTime(now, _schedule.Zone):o} (past due)");
        }
        else if (_runOnStartup)
        {
            _logger.LogDebug("Function '{Function}' is configured to run on startup. Executing now.", _function.Name);
            await FireAsync(now, isPastDue: false, $"Timer fired at {TimeZoneInfo.ConvertTime(now, _schedule.Zone):o} (run on startup)");
        }
    }

    /// <summary>Whether a time passed while no host ran. A schedule that was changed since is judged by its new times.</summary>
    private bool IsPastDue(DateTimeOffset now)
    {
        if (_store is null)
        {
            return false;
        }

        if (_status is null)
        {
            Remember(DateTimeOffset.MinValue, now);
            return false;
        }

        var from = _status.Last == DateTimeOffset.MinValue ? _status.LastUpdated : _status.Last;
        var expected = _schedule.Next(from);
        if (expected is not null && expected != _status.Next)
        {
            _status = _status with { Next = expected.Value, LastUpdated = now };
            _store.Write(_function.Name, _status);
        }

        return expected is not null && now > expected;
    }

    private async Task WaitUntilAsync(DateTimeOffset due)
    {
        while (due - _time.GetUtcNow() is { Ticks: > 0 } remaining)
        {
            await Task.Delay(remaining < MaxWait ? remaining : MaxWait, _time, _stop.Token);
        }
    }

    private async Task FireAsync(DateTimeOffset occurrence, bool isPastDue, string reason)
    {
        _stop.Token.ThrowIfCancellationRequested();
        await _invoker.InvokeAsync(
            _function, TimerTriggerInput.Create(_store is null ? null : _status, isPastDue, _schedule.Zone, reason), _cancelFunction.Token);
        Remember(occurrence, _time.GetUtcNow());
    }

    private void Remember(DateTimeOffset last, DateTimeOffset now)
    {
        if (_store is not null && _schedule.Next(last == DateTimeOffset.MinValue ? now : last) is { } next)
        {
            _status = new TimerStatus(last, next, last == DateTimeOffset.MinValue ? now : last);
            _store.Write(_function.Name, _status);
        }
    }
}
