namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>
/// Where an engine's state lives. Commits come from one writer and are atomic; reads see committed state only.
/// A store that cannot write throws <see cref="StoreUnavailableException"/> and has changed nothing: the same batch is
/// offered again later.
/// </summary>
internal interface IDurableStore : IAsyncDisposable
{
    /// <summary>Opens the store, creating it if needed, and reads what recovery needs.</summary>
    ValueTask<StoreContents> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Makes all the steps durable together, in their order, or none.</summary>
    ValueTask CommitAsync(IReadOnlyList<StoreStep> steps);

    ValueTask<InstanceRow?> FindInstanceAsync(string id, bool withInput);

    ValueTask<IReadOnlyList<InstanceRow>> QueryInstancesAsync(InstanceFilter filter);

    /// <summary>The turns of an execution, in order.</summary>
    ValueTask<IReadOnlyList<byte[]>> LoadHistoryAsync(long execution);

    /// <summary>The messages held for a parked instance, in order.</summary>
    ValueTask<IReadOnlyList<InboxRow>> LoadHeldAsync(string target);

    ValueTask<EntityRow?> FindEntityAsync(string id);

    ValueTask<IReadOnlyList<EntityRow>> QueryEntitiesAsync(EntityFilter filter);
}
