namespace WorkDistribution.Functions.ObjectStore;

/// <summary>
/// Named, immutable-once-written byte sequences: a local folder on one machine, a blob container in the cloud.
/// Names are <c>/</c>-separated (see <see cref="ObjectName"/>); every call may run at the same time as any other.
/// </summary>
public interface IObjectStore
{
    /// <summary>Opens an object for sequential reading.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="offset">Bytes to skip, 0 or more; an offset at or past the end gives an empty stream.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>A readable stream, which the caller disposes.</returns>
    /// <exception cref="ObjectNotFoundException">No object has that name.</exception>
    /// <exception cref="ArgumentException">The name is not a valid object name.</exception>
    Task<Stream> OpenReadAsync(string name, long offset = 0, CancellationToken cancellationToken = default);

    /// <summary>Begins an object. It becomes visible, whole, by <see cref="ObjectWriter.CommitAsync"/> and replaces one of the same name.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="transient">
    /// Whether a crash of the machine (not of the process) may lose the object, because it can be made again: spares a flush to disk.
    /// </param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The writer; disposing it without a commit discards what was written.</returns>
    /// <exception cref="ArgumentException">The name is not a valid object name.</exception>
    Task<ObjectWriter> CreateAsync(string name, bool transient = false, CancellationToken cancellationToken = default);

    /// <summary>Lists committed objects in ordinal order of their names.</summary>
    /// <param name="prefix">A prefix that ends with <c>/</c>.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid one.</exception>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Tells whether a committed object has that name.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The name is not a valid object name.</exception>
    Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Deletes every object under a prefix; none is not an error.</summary>
    /// <param name="prefix">A prefix that ends with <c>/</c>.</param>
    /// <param name="cancellationToken">Cancels the call; what was deleted stays deleted.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid one.</exception>
    Task DeletePrefixAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Where a person finds the objects under a prefix: a folder path, or <c>container/prefix</c>.</summary>
    /// <param name="prefix">A prefix that ends with <c>/</c>.</param>
    /// <exception cref="ArgumentException">The prefix is not a valid one.</exception>
    string Locate(string prefix);
}
