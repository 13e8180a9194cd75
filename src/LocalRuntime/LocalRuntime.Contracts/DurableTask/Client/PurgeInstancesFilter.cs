namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are purged; what is <see langword="null"/> does not restrict it.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>After how long the purge stops, incomplete; <see langword="null"/> means when it is complete.</summary>
    public TimeSpan? Timeout { get; init; }
}
