namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// The engine's store cannot be read or written at the moment: the disk is full, the state folder is read-only, or there was
/// an I/O error. The message says which, and what to do. Nothing was changed; trying again helps once the cause is gone.
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
}
