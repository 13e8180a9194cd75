using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; <see langword="null"/> means a generated one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to start; <see langword="null"/> or a time that has passed means at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version to start; <see langword="null"/> means the client's default.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Names of the statuses in which an existing instance of the same id makes the start fail.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
