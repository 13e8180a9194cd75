namespace Microsoft.DurableTask.Client;

/// <summary>The output a terminated instance gets, and whether its sub-orchestrations are terminated too.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
