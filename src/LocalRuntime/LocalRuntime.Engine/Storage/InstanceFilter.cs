using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>A page of instances, in the order of their ids. Times are UTC ticks; null means no bound.</summary>
internal sealed record InstanceFilter
{
    public IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses { get; init; }

    public long? CreatedFrom { get; init; }

    public long? CreatedTo { get; init; }

    public long? CompletedFrom { get; init; }

    public long? CompletedTo { get; init; }

    public string? IdPrefix { get; init; }

    /// <summary>Only ids after this one.</summary>
    public string? After { get; init; }

    public string? ParentId { get; init; }

    public bool WithInputs { get; init; }

    public int Limit { get; init; } = 100;
}
