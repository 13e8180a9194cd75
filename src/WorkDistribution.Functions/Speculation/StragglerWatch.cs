using Microsoft.DurableTask;
using WorkDistribution.Core.Speculation;

namespace WorkDistribution.Functions.Speculation;

/// <summary>
/// Gives slow tasks of an orchestration a backup; the first result wins. The activity of the loser finds that out by itself
/// (<see cref="SupersededAttempt"/>). One timer serves all tasks, and none is set before the policy asks for it.
/// </summary>
internal sealed class StragglerWatch(TaskOrchestrationContext context, int tasks, bool enabled, StragglerPolicy? policy = null) : IDisposable
{
    private readonly StragglerPolicy _policy = policy ?? new StragglerPolicy();
    private readonly List<TimeSpan> _durations = [];
    private readonly SortedDictionary<int, (DateTime StartedAt, TaskCompletionSource Late)> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _alarmed;

    /// <summary>Backups started.</summary>
    public int Backups { get; private set; }

    /// <summary>Backups that were faster.</summary>
    public int BackupsWon { get; private set; }

    /// <summary>Runs a task.</summary>
    /// <param name="task">Its number.</param>
    /// <param name="start">Starts an attempt, told whether it is a backup.</param>
    /// <exception cref="TaskFailedException">No attempt succeeded.</exception>
    public async Task<T> RunAsync<T>(int task, Func<bool, Task<T>> start)
    {
        if (!enabled)
        {
            return await start(false);
        }

        var startedAt = context.CurrentUtcDateTime;
        var late = new TaskCompletionSource();
        _running[task] = (startedAt, late);
        var winner = start(false);
        Watch();
        await Task.WhenAny(winner, late.Task);
        if (!winner.IsCompleted)
        {
            Backups++;
            var backup = start(true);
            winner = await FirstSuccessAsync(winner, backup);
            BackupsWon += winner == backup ? 1 : 0;
        }

        _running.Remove(task);
        var result = await winner;
        var duration = context.CurrentUtcDateTime - startedAt;
        var place = _durations.BinarySearch(duration);
        _durations.Insert(place < 0 ? ~place : place, duration);
        Watch();
        return result;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static async Task<Task<T>> FirstSuccessAsync<T>(Task<T> primary, Task<T> backup)
    {
        var first = await Task.WhenAny(primary, backup);
        if (first.IsCompletedSuccessfully)
        {
            return first;
        }

        var other = first == primary ? backup : primary;
        await Task.WhenAny(other);
        return other.IsCompletedSuccessfully ? other : first;
    }

    /// <summary>Says who is late, and sets the alarm for who will be next.</summary>
    private void Watch()
    {
        if (_alarmed || _policy.BackupAfter(tasks, _durations) is not { } limit)
        {
            return;
        }

        var now = context.CurrentUtcDateTime;
        var waiting = _running.Values.Where(static running => !running.Late.Task.IsCompleted).ToList();
        foreach (var (_, late) in waiting.Where(running => running.StartedAt + limit <= now))
        {
            late.SetResult();
        }

        var next = waiting.Where(running => running.StartedAt + limit > now).Select(static running => running.StartedAt).DefaultIfEmpty().Min();
        if (next != default)
        {
            _alarmed = true;
            _ = AlarmAsync(next + limit - now);
        }
    }

    private async Task AlarmAsync(TimeSpan delay)
    {
        try
        {
            await context.CreateTimer(delay, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // All tasks are done.
            return;
        }

        _alarmed = false;
        Watch();
    }
}
