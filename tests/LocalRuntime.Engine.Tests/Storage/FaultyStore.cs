using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Storage;

/// <summary>A store that refuses some of its operations, by their number, and some steps for good.</summary>
internal sealed class FaultyStore(string? folder, Func<int, bool> failsAt) : IDurableStore
{
    private readonly SqliteStore _store = new(folder, "TestHubName");
    private int _operations;

    public int Operations => _operations;

    /// <summary>Says which steps the store never takes.</summary>
    public Predicate<StoreStep> Rejects { get; set; } = static _ => false;

    public ValueTask<StoreContents> OpenAsync(CancellationToken cancellationToken) => _store.OpenAsync(cancellationToken);

    public async ValueTask CommitAsync(IReadOnlyList<StoreStep> steps)
    {
        Count();
        if (steps.Any(step => Rejects(step)))
        {
            throw new InvalidOperationException("The row is too large (test).");
        }

        await _store.CommitAsync(steps);
    }

    public ValueTask<InstanceRow?> FindInstanceAsync(string id, bool withInput)
    {
        Count();
        return _store.FindInstanceAsync(id, withInput);
    }

    public ValueTask<IReadOnlyList<InstanceRow>> QueryInstancesAsync(InstanceFilter filter)
    {
        Count();
        return _store.QueryInstancesAsync(filter);
    }

    public ValueTask<IReadOnlyList<byte[]>> LoadHistoryAsync(long execution)
    {
        Count();
        return _store.LoadHistoryAsync(execution);
    }

    public ValueTask<IReadOnlyList<InboxRow>> LoadHeldAsync(string target)
    {
        Count();
        return _store.LoadHeldAsync(target);
    }

    public ValueTask<EntityRow?> FindEntityAsync(string id)
    {
        Count();
        return _store.FindEntityAsync(id);
    }

    public ValueTask<IReadOnlyList<EntityRow>> QueryEntitiesAsync(EntityFilter filter)
    {
        Count();
        return _store.QueryEntitiesAsync(filter);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private void Count()
    {
        if (failsAt(Interlocked.Increment(ref _operations)))
        {
            throw new StoreUnavailableException("The disk that holds the state folder is full (test).");
        }
    }
}
