namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>Ends an item as FAILED without further attempts: a handler throws it when trying again cannot help.</summary>
/// <param name="message">What is wrong, why, and what to do; kept and shown.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class PermanentFailureException(string message, Exception? innerException = null) : Exception(message, innerException);
