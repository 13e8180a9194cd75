using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// The table of finished items. The first outcome of an item stays; only one of a higher generation, after a re-drive, takes its place.
/// So an item that two workers ran, because one of them was believed lost, still has one outcome.
/// </summary>
internal sealed class OutcomeStore(WorkStorage storage)
{
    private const int MaxTries = 5;

    private static readonly ParallelOptions Bounded = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Reads an outcome; null when there is none.</summary>
    public async Task<WorkItem?> FindAsync(WorkItemId id, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var row = await storage.Outcomes.GetEntityIfExistsAsync<TableEntity>(id.Partition, id.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? WorkItemRow.ToItem(row.Value!) : null;
    }

    /// <summary>Finds which items of a pack have an outcome.</summary>
    public async Task<IReadOnlySet<WorkItemId>> FindIdsAsync(WorkPackId pack, CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        return await storage.Outcomes.QueryAsync<TableEntity>(PackTable.ItemsOf(pack), select: PendingIndex.KeysOnly, cancellationToken: cancellationToken)
            .Select(static row => new WorkItemId(row.PartitionKey, row.RowKey)).ToHashSetAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Records outcomes of one partition, at most <see cref="PendingIndex.MaxTransaction"/>.</summary>
    /// <returns>The ids of those that count; the others have an outcome already.</returns>
    public async Task<IReadOnlySet<WorkItemId>> RecordAsync(IReadOnlyList<WorkItem> finished, CancellationToken cancellationToken)
    {
        var first = finished.Where(static item => item.Generation == 0).ToList();
        var singly = finished.Where(static item => item.Generation > 0).ToList();
        var recorded = new HashSet<WorkItemId>();
        if (await TryInsertAsync(first, cancellationToken))
        {
            recorded.UnionWith(first.Select(static item => item.Id));
        }
        else
        {
            singly.AddRange(first);
        }

        await Parallel.ForEachAsync(singly, Bounded, async (item, _) =>
        {
            if (await RecordAsync(item, cancellationToken))
            {
                lock (recorded)
                {
                    recorded.Add(item.Id);
                }
            }
        });
        return recorded;
    }

    /// <summary>Records one outcome.</summary>
    /// <returns>Whether it counts.</returns>
    /// <exception cref="TimeoutException">Others kept changing it.</exception>
    public async Task<bool> RecordAsync(WorkItem finished, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var existing = await FindAsync(finished.Id, cancellationToken);
            if (existing is not null && existing.Generation >= finished.Generation)
            {
                // Ours if the answer to our own first request was lost.
                return existing.Generation == finished.Generation
                    && (existing.Worker, existing.Attempt, existing.FinishedAt) == (finished.Worker, finished.Attempt, finished.FinishedAt);
            }

            if (await TryWriteAsync(finished, existing?.ETag, cancellationToken))
            {
                return true;
            }
        }

        throw new TimeoutException($"The outcome of work item {finished.Id} changed {MaxTries} times while it was recorded.");
    }

    /// <summary>
    /// Marks failed outcomes as being tried again, so that they are not taken for the last word. Those that changed since they were read
    /// are left alone.
    /// </summary>
    public Task MarkRetryingAsync(IEnumerable<WorkItem> failed, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(failed, Bounded, async (outcome, _) => await TryWriteAsync(
            outcome with { State = WorkItemStateMachine.Move(outcome.State, WorkItemState.Retrying) }, outcome.ETag, cancellationToken));

    /// <summary>Finds items that failed and were not cancelled.</summary>
    /// <param name="level">Only those of this level; null for all.</param>
    /// <param name="handler">Only those of this handler; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async IAsyncEnumerable<WorkItem> FindFailedAsync(int? level, string? handler, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await storage.EnsureCreatedAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"State eq {WorkItemState.Failed.ToText()}");
        if (handler is not null)
        {
            filter += TableClient.CreateQueryFilter($" and Handler eq {handler}");
        }

        if (level is { } l)
        {
            filter = $"{PartitionRange.Level(l).Filter} and {filter}";
        }

        await foreach (var row in storage.Outcomes.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (WorkItemRow.ToItem(row) is { Cancelled: false } failed)
            {
                yield return failed;
            }
        }
    }

    private async Task<bool> TryInsertAsync(List<WorkItem> finished, CancellationToken cancellationToken)
    {
        if (finished.Count == 0)
        {
            return true;
        }

        try
        {
            await storage.Outcomes.SubmitTransactionAsync(
                finished.Select(static item => new TableTransactionAction(TableTransactionActionType.Add, WorkItemRow.ToEntity(item))), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    private async Task<bool> TryWriteAsync(WorkItem finished, ETag? replaced, CancellationToken cancellationToken)
    {
        try
        {
            await (replaced is { } etag
                ? storage.Outcomes.UpdateEntityAsync(WorkItemRow.ToEntity(finished), etag, TableUpdateMode.Replace, cancellationToken)
                : storage.Outcomes.AddEntityAsync(WorkItemRow.ToEntity(finished), cancellationToken));
            return true;
        }
        catch (RequestFailedException e) when (e.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound)
        {
            return false;
        }
    }
}
