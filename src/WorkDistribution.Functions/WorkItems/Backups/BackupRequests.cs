using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Speculation;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Backups;

/// <summary>Asks for backups: by a ticket that names the attempt, so that whoever is free runs it.</summary>
internal sealed class BackupRequests(
    TicketQueue tickets, PackExpander expander, WorkHandlers handlers, BackupCounters counters, IOptions<WorkItemsOptions> options, TimeProvider time, ILogger<BackupRequests> logger)
{
    /// <summary>A backup is no help when its ticket takes longer than this.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private static readonly StragglerPolicy Policy = new();

    /// <summary>Watches the attempts of a batch; null when none of them may have a backup.</summary>
    public BackupWatch? Watch(IReadOnlyList<RunningItem> items) =>
        options.Value.BackupTasks && items.Any(item => MayHaveBackup(item.Item.Handler)) ? new BackupWatch(items, Policy, Ask, time) : null;

    private bool MayHaveBackup(string handler) => handlers.TryGet(handler, out var registration) && registration.MayHaveBackup;

    private void Ask(RunningItem slow)
    {
        if (MayHaveBackup(slow.Item.Handler))
        {
            _ = AskAsync(slow);
        }
    }

    private async Task AskAsync(RunningItem slow)
    {
        try
        {
            using var limit = new CancellationTokenSource(SendTimeout, time);
            if (slow.Item.InPack)
            {
                // A backup that was first is found by the item's row being gone.
                await expander.ExpandRunningAsync(slow.Item, limit.Token);
            }

            await tickets.SendBackupAsync(slow.Item.Id, slow.Item.Attempt, limit.Token);
            slow.HasBackup = true;
            counters.Asked();
        }
        catch (Exception e)
        {
            // The attempt itself goes on.
            logger.LogWarning("Work item {Id} is slow, but no backup could be asked for: {Reason}", slow.Item.Id, (e.InnerException ?? e).Message.Split('\n')[0]);
        }
    }
}
