namespace Microsoft.Azure.Functions.Worker;

/// <summary>An error of the worker, as opposed to one of the function.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>Creates the exception.</summary>
    public FunctionWorkerException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
