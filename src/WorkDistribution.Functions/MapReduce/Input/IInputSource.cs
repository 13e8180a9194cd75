namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Where the inputs of a job come from: files, blobs, or documents sent with the request.</summary>
internal interface IInputSource
{
    /// <summary>Which inputs it serves.</summary>
    InputKind Kind { get; }

    /// <summary>Finds the inputs, in ordinal order of their names.</summary>
    /// <param name="input">What the requester asked for.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="InputRejectedException">Something asked for may not be read, cannot be read, or does not exist.</exception>
    Task<IReadOnlyList<InputItem>> FindAsync(JobInput input, CancellationToken cancellationToken);

    /// <summary>Opens an input that was found before, at an offset.</summary>
    /// <param name="input">What the requester asked for.</param>
    /// <param name="item">The input.</param>
    /// <param name="offset">Bytes to skip.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="InputRejectedException">The input is gone, or is not what was found.</exception>
    Task<Stream> OpenAsync(JobInput input, InputItem item, long offset, CancellationToken cancellationToken);
}
