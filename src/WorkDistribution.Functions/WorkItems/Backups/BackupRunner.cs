using Microsoft.Extensions.Logging;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Backups;

/// <summary>
/// Runs a slow attempt a second time. The item stays with its worker, which alone can fail it; but the first outcome counts, whoever
/// records it, and the other attempt is cancelled when it finds the item gone from the index.
/// </summary>
internal sealed class BackupRunner(
    PendingIndex index,
    AttemptRunner attempts,
    WorkRecorder recorder,
    RunningItems running,
    BackupCounters counters,
    WorkerIdentity worker,
    TimeProvider time,
    ILogger<BackupRunner> logger)
{
    /// <summary>How often a backup looks whether it is still wanted.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the backup of an attempt, unless that has ended meanwhile.</summary>
    /// <param name="id">The item.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="cancellationToken">Tells the backup to stop.</param>
    public async Task RunAsync(WorkItemId id, int attempt, CancellationToken cancellationToken)
    {
        if (await index.FindAsync(id, cancellationToken) is not { State: WorkItemState.Running, CancelRequested: false } row || row.Attempt != attempt)
        {
            return;
        }

        using var backup = new RunningItem(row with { Worker = worker.Name, StartedAt = time.GetUtcNow() }, time);
        await using var stopping = cancellationToken.UnsafeRegister(static state => ((RunningItem)state!).RequestStop(StopReason.Shutdown), backup);
        var run = attempts.RunAsync(backup);
        await WatchAsync(backup, run);

        // Not cancelled: what was done must be recorded, also when the host stops. A failure is left to the attempt itself.
        if (await run is { State: WorkItemState.Completed } done && (await recorder.RecordAsync([AsBackup(done)], CancellationToken.None)).Count > 0)
        {
            counters.Won();
            logger.LogDebug("The backup of work item {Id} was first.", id);
            if (running.TryGet(id, out var slow))
            {
                slow.RequestStop(StopReason.LeaseLost);
            }
        }
    }

    /// <summary>Tells the backup to stop when the item ended, was cancelled or began a new life.</summary>
    private async Task WatchAsync(RunningItem backup, Task run)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await Task.WhenAny(run, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != run)
        {
            if (!await IsWantedAsync(backup.Item))
            {
                backup.RequestStop(StopReason.LeaseLost);
                return;
            }
        }
    }

    private async Task<bool> IsWantedAsync(WorkItem item)
    {
        try
        {
            return await index.FindAsync(item.Id, CancellationToken.None) is { IsFinished: false, CancelRequested: false } row && row.Generation == item.Generation;
        }
        catch (Exception e)
        {
            // The backup goes on and must not be left behind: the next look tells.
            logger.LogWarning("The row of work item {Id}, whose backup runs, could not be read: {Reason}", item.Id, (e.InnerException ?? e).Message.Split('\n')[0]);
            return true;
        }
    }

    private static WorkItem AsBackup(WorkItem done) => done with { History = [.. done.History.SkipLast(1), done.History[^1] with { IsBackup = true }] };
}
