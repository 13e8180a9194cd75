namespace WorkDistribution.Functions.ObjectStore;

/// <summary>An object being written; nobody sees it before <see cref="CommitAsync"/> returns.</summary>
public abstract class ObjectWriter : IAsyncDisposable
{
    /// <summary>Where the content goes. The writer owns the stream: do not dispose it.</summary>
    public abstract Stream Content { get; }

    /// <summary>Makes the object durable (unless it is transient) and visible under its name, atomically. Call it once.</summary>
    /// <param name="cancellationToken">Cancels the commit, after which the object may or may not be visible, but never in part.</param>
    /// <exception cref="IOException">The store refused the write; nothing became visible.</exception>
    public abstract Task CommitAsync(CancellationToken cancellationToken = default);

    /// <summary>Releases the writer, discarding the content unless it was committed.</summary>
    public abstract ValueTask DisposeAsync();
}
