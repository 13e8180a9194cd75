using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Stores single submissions.</summary>
internal sealed class WorkSubmitter(
    WorkItemFactory factory, PendingIndex index, WorkItemLookup items, IdempotencyKeys keys, PayloadStore payloads, TicketQueue tickets,
    PriorityBoard board, WorkMeter meter, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Submissions that come at one time share transactions; one alone does not wait.</summary>
    private readonly WorkItemAccumulator _inserts = new(index.InsertAsync, writers: 1, time);

    /// <summary>Stores a submission, unless its idempotency key belongs to an item already.</summary>
    /// <returns>The item's id, and the ticket that is still to be sent; null when none is needed now.</returns>
    public async Task<SubmittedItem> SubmitAsync(WorkSubmission submission, CancellationToken cancellationToken)
    {
        var partition = submission.AffinityKey is { } affinity ? factory.LaneOf(submission.Level, affinity) : factory.DrawShard(submission.Level);
        var item = factory.Create(submission, partition);
        if (submission.IdempotencyKey is { } key)
        {
            var (owner, isNew) = await keys.ClaimAsync(key, item.Id, cancellationToken);
            if (!isNew)
            {
                if (await ExistsAsync(owner, cancellationToken))
                {
                    return new SubmittedItem(owner, IsNew: false, null);
                }

                // Who gave the key to that item was cut short, or is about to insert it.
                item = WorkItemFactory.Create(submission, owner);
            }
        }

        item = await payloads.AttachAsync(item, submission.Payload, cancellationToken);
        var inserting = _inserts.AddAsync(item, cancellationToken);
        _inserts.Flush();
        var inserted = await inserting;
        if (inserted)
        {
            board.Add(item.Id.Level, new LevelReport { Submitted = 1 });
            meter.Submitted(item.Id.Level, 1);
        }

        if (tickets.IsLater(item.Visible))
        {
            await tickets.SendAsync(item.Id.Partition, item.Visible, cancellationToken);
            return new SubmittedItem(item.Id, inserted, null);
        }

        return new SubmittedItem(item.Id, inserted, TicketQueue.ToMessage(item.Id.Partition));
    }

    /// <summary>Whether an item was submitted, finished or not.</summary>
    public async Task<bool> ExistsAsync(WorkItemId id, CancellationToken cancellationToken) => await items.FindAsync(id, cancellationToken) is not null;

    public ValueTask DisposeAsync() => _inserts.DisposeAsync();
}
