using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// Gathers what callers of this process write about items, so that a transaction carries those of a partition that come at about one
/// time. Each caller gets the outcome of its own item.
/// </summary>
/// <param name="write">Writes items of one partition, at most <see cref="PendingIndex.MaxTransaction"/>, and returns the ids of those for which it counts.</param>
/// <param name="writers">Batches written side by side, from 1.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkItemAccumulator(
    Func<IReadOnlyList<WorkItem>, CancellationToken, Task<IReadOnlySet<WorkItemId>>> write, int writers, TimeProvider time) : IAsyncDisposable
{
    private readonly BatchAccumulator<WorkItem, bool> _items = new(
        (items, cancellationToken) => FlushAsync(items, chunk => write(chunk, cancellationToken)), new BatchAccumulatorOptions { Concurrency = writers }, time);

    /// <summary>Adds an item and waits until it is written, with others that come within 50 ms unless <see cref="Flush"/> is called.</summary>
    /// <returns>Whether it counts.</returns>
    /// <exception cref="TimeoutException">Storage took too long; the item may be written or not.</exception>
    public Task<bool> AddAsync(WorkItem item, CancellationToken cancellationToken) => _items.AddAsync(item, cancellationToken);

    /// <summary>Writes what was added as soon as a writer is free.</summary>
    public void Flush() => _items.Flush();

    public ValueTask DisposeAsync() => _items.DisposeAsync();

    private static async Task<IReadOnlyList<BatchOutcome<bool>>> FlushAsync(
        IReadOnlyList<WorkItem> items, Func<IReadOnlyList<WorkItem>, Task<IReadOnlySet<WorkItemId>>> write)
    {
        var outcomes = new BatchOutcome<bool>[items.Count];

        // A transaction takes no row twice: an item that was lost and claimed again may end twice here at about one time.
        var chunks = items.Index()
            .GroupBy(static entry => entry.Item.Id)
            .SelectMany(static same => same.Index())
            .GroupBy(static entry => (entry.Item.Item.Id.Partition, Repetition: entry.Index), static entry => entry.Item)
            .SelectMany(static partition => partition.Chunk(PendingIndex.MaxTransaction));
        await Task.WhenAll(chunks.Select(async chunk =>
        {
            Func<WorkItem, BatchOutcome<bool>> outcome;
            try
            {
                var counting = await write([.. chunk.Select(static entry => entry.Item)]);
                outcome = item => new BatchOutcome<bool>(counting.Contains(item.Id));
            }
            catch (Exception e)
            {
                outcome = _ => new BatchOutcome<bool>(e);
            }

            foreach (var (index, item) in chunk)
            {
                outcomes[index] = outcome(item);
            }
        }));
        return outcomes;
    }
}
