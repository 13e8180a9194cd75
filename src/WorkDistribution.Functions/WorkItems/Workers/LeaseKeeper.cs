using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>
/// Keeps the claims of this process while their items run, and learns from the rows that an item was cancelled or lost. It works only
/// while items run for longer than a moment.
/// </summary>
internal sealed class LeaseKeeper(
    RunningItems running, PendingIndex index, PackExpander expander, Transitions transitions, WorkerIdentity worker, IOptions<WorkItemsOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger)
{
    /// <summary>How often cancellation is looked for.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TimeSpan _lease = options.Value.Lease;
    private readonly TimeSpan _grace = options.Value.CancellationGrace;
    private bool _isRunning;

    /// <summary>How often the keeper works: often enough to renew a lease three times.</summary>
    private TimeSpan Period => _lease / 3 < Interval ? _lease / 3 : Interval;

    /// <summary>Starts the keeper unless it runs already. It ends by itself when nothing is left to keep.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(KeepAsync);
            }
        }
    }

    private async Task KeepAsync()
    {
        while (true)
        {
            await Task.Delay(Period, time);
            lock (_gate)
            {
                if (running.IsEmpty)
                {
                    _isRunning = false;
                    return;
                }
            }

            // Calls that hang must not keep the next round from renewing.
            using var limit = new CancellationTokenSource(_lease / 3, time);
            try
            {
                await RenewAsync(limit.Token);
                await Task.WhenAll(running.All.Where(static item => item.HasBackup).Select(item => CheckAsync(item, limit.Token)));
                await LookForCancellationAsync(limit.Token);
            }
            catch (Exception e)
            {
                // Whatever it was: without the keeper every item here would be lost.
                logger.LogWarning("Leases could not be renewed now and will be tried again: {Reason}", (e.InnerException ?? e).Message.Split('\n')[0]);
            }
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        // Renewed when a third of the lease has gone, so that two more tries are left.
        var before = time.GetUtcNow() + (_lease * 2 / 3);
        var due = running.All.Where(item => item.Item.Visible <= before && !IsStuck(item)).ToLookup(static item => item.Item.InPack);
        foreach (var pack in due[true].GroupBy(static item => item.Item.Id.Pack))
        {
            // What runs for that long is worth a row.
            if (!await expander.ExpandRunningAsync(pack.First().Item, cancellationToken))
            {
                await Task.WhenAll(pack.Select(item => CheckAsync(item, cancellationToken)));
            }
        }

        foreach (var chunk in due[false].GroupBy(static item => item.Item.Id.Partition).SelectMany(static partition => partition.Chunk(PendingIndex.MaxTransaction)))
        {
            var renewed = await index.TryUpdateAsync([.. chunk.Select(item => transitions.Renew(item.Item))], cancellationToken);
            if (renewed is null)
            {
                // One of them changed: find out which.
                await Task.WhenAll(chunk.Select(item => RenewAsync(item, cancellationToken)));
                continue;
            }

            for (var i = 0; i < chunk.Length; i++)
            {
                chunk[i].Item = renewed[i];
            }
        }
    }

    /// <summary>
    /// Whether a handler blocks its thread although it was told to stop so long ago that it should have been given up. Its lease is left to
    /// run out, so that the item is not held for ever.
    /// </summary>
    private bool IsStuck(RunningItem item) => item.StopRequestedAt is { } stopped && time.GetUtcNow() - stopped > _grace + _lease;

    private async Task RenewAsync(RunningItem item, CancellationToken cancellationToken)
    {
        if (await CheckAsync(item, cancellationToken) && await index.TryUpdateAsync(transitions.Renew(item.Item), cancellationToken) is { } renewed)
        {
            item.Item = renewed;
        }
    }

    private async Task LookForCancellationAsync(CancellationToken cancellationToken)
    {
        var partitions = running.All.Select(static item => item.Item.Id.Partition).ToHashSet(StringComparer.Ordinal);
        if (partitions.Count == 0)
        {
            return;
        }

        foreach (var id in await index.FindCancelRequestedAsync(partitions.Min(StringComparer.Ordinal)!, partitions.Max(StringComparer.Ordinal)!, worker.Name, cancellationToken))
        {
            if (running.TryGet(id, out var item))
            {
                await CheckAsync(item, cancellationToken);
            }
        }
    }

    /// <summary>Looks at an item's row: whether it is still ours, and whether it was cancelled.</summary>
    private async Task<bool> CheckAsync(RunningItem running, CancellationToken cancellationToken)
    {
        var item = running.Item;
        var row = await index.FindAsync(item.Id, cancellationToken);
        if (row is not { State: WorkItemState.Running } || (row.Worker, row.Attempt, row.Generation) != (item.Worker, item.Attempt, item.Generation))
        {
            running.RequestStop(StopReason.LeaseLost);
            return false;
        }

        running.Item = row with { ClaimableAt = item.ClaimableAt };
        if (row.CancelRequested)
        {
            running.RequestStop(StopReason.Cancelled);
        }

        return true;
    }
}
