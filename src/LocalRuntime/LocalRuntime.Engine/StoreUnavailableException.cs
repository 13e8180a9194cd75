namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// The engine's store cannot be read or written at the moment: the disk is full, the state folder is read-only, or there was
/// an I/O error. The message says which, and what to do. Trying again helps once the cause is gone.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be done, why, and what to do.</param>
    /// <param name="innerException">What the store said.</param>
    public StoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether the request may still be carried out, when the store takes writes again; false means that it was not done. Ask for its
    /// state, or make the request one that may be repeated (a chosen instance id, a key the entity knows), before sending it again.
    /// </summary>
    public bool IsPending { get; init; }
}
