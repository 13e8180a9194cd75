namespace Microsoft.DurableTask.Client;

/// <summary>Whether purging an instance also purges its sub-orchestrations.</summary>
public record PurgeInstanceOptions(bool Recursive = false);
