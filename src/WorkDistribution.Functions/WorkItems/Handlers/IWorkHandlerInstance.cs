namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>A handler without its payload's type.</summary>
internal interface IWorkHandlerInstance
{
    /// <summary>Reads a payload and asks the handler about it.</summary>
    /// <returns>Why it cannot be run, and the field that is to blame; null if it can.</returns>
    (string Field, string Message)? Refuse(string payload);

    /// <summary>Reads a payload and runs an attempt.</summary>
    /// <exception cref="PermanentFailureException">The payload cannot be read, or the handler says so.</exception>
    Task<object?> RunAsync(string payload, WorkContext context, CancellationToken cancellationToken);
}
