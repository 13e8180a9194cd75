namespace WorkDistribution.Core.Batching;

/// <summary>A <see cref="BatchAccumulator{TItem, TResult}"/> whose items have no results: a batch succeeds or fails as a whole.</summary>
/// <param name="flush">Processes a batch; what it throws, every caller of the batch gets.</param>
/// <param name="options">Bounds.</param>
/// <param name="time">The clock.</param>
/// <typeparam name="TItem">Type of an item.</typeparam>
public sealed class BatchAccumulator<TItem>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task> flush, BatchAccumulatorOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly BatchAccumulator<TItem, bool> inner = new(
        async (items, cancellationToken) =>
        {
            await flush(items, cancellationToken);
            return new BatchOutcome<bool>[items.Count];
        },
        options,
        time);

    /// <inheritdoc cref="BatchAccumulator{TItem, TResult}.AddAsync"/>
    /// <returns>A task that ends when the item's batch is flushed.</returns>
    public Task AddAsync(TItem item, CancellationToken cancellationToken = default) => inner.AddAsync(item, cancellationToken);

    /// <inheritdoc cref="BatchAccumulator{TItem, TResult}.Flush"/>
    public void Flush() => inner.Flush();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
