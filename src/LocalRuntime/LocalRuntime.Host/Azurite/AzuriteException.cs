namespace WorkDistribution.LocalRuntime.Host;

/// <summary>Azurite could not be installed or started. The message says why and what to do.</summary>
public sealed class AzuriteException : Exception
{
    /// <summary>Creates the error.</summary>
    public AzuriteException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public AzuriteException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
