using System.Collections.ObjectModel;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>The settings of a <see cref="DurableEngine"/>. They are validated when the engine is created.</summary>
public sealed class DurableEngineOptions
{
    /// <summary>What a timer can wait for.</summary>
    private static readonly TimeSpan _longestTurnTimeout = TimeSpan.FromDays(24);

    /// <summary>
    /// The folder that holds the engine's database; created if missing. Null (the default) means a temporary folder that
    /// is deleted when the engine stops: nothing survives the process.
    /// </summary>
    public string? StateDirectory { get; set; }

    /// <summary>The name of the task hub, 1 to 45 characters. Default: <c>TestHubName</c>. A state folder belongs to one hub.</summary>
    public string HubName { get; set; } = "TestHubName";

    /// <summary>Activities that run at once, 1 to 10,000. Default: 10 for each core. More helps activities that wait, and costs memory.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators that take a turn at once, 1 to 10,000. Default: 10 for each core.</summary>
    public int MaxConcurrentOrchestrations { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Entities that run a batch at once, 1 to 10,000. Default: 10 for each core.</summary>
    public int MaxConcurrentEntities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Operations an entity runs in one batch, at least 1. Default: 5,000. Their effects are committed together.</summary>
    public int MaxEntityOperationBatchSize { get; set; } = 5000;

    /// <summary>
    /// Actions (activities, timers, sub-orchestrations, events, entity operations) one execution of an orchestration may take,
    /// at least 1. Default: 100,000. Past it the orchestrator's next call throws: use sub-orchestrations or ContinueAsNew.
    /// </summary>
    public int MaxOrchestrationActions { get; set; } = 100_000;

    /// <summary>
    /// How long a turn of an orchestrator may take, replay included: more than zero, and at most 24 days. Null (the default)
    /// means no limit. A turn that took longer is discarded and taken again, less and less often; it is not interrupted.
    /// </summary>
    public TimeSpan? OrchestrationTurnTimeout { get; set; }

    /// <summary>The version of new instances that are started without one, and of this engine. Default: none.</summary>
    public string? DefaultVersion { get; set; }

    /// <summary>Which instances this engine runs, by version; applies only if <see cref="DefaultVersion"/> is set.</summary>
    public VersionMatch VersionMatchStrategy { get; set; } = VersionMatch.CurrentOrOlder;

    /// <summary>What becomes of instances whose version does not match.</summary>
    public VersionFailure VersionFailureStrategy { get; set; } = VersionFailure.Reject;

    /// <summary>
    /// Which existing instances a start with the same id replaces. The statuses that a start itself names are refused besides.
    /// </summary>
    public OverridableExistingInstanceStates OverridableExistingInstanceStates { get; set; }

    /// <summary>
    /// Test mode: drops the instance from memory after every event, so that each one is applied after a full replay.
    /// Finds orchestrators that are not deterministic. Default: off.
    /// </summary>
    public bool ReplayAtEveryEvent { get; set; }

    /// <summary>
    /// Memory for idle orchestration instances, in bytes, estimated; at least 1 MB. Default: 128 MB. Above it the least recently
    /// used ones are dropped, and replayed from their history when their next event arrives.
    /// </summary>
    public long ResidentMemoryBudgetBytes { get; set; } = 128L << 20;

    /// <summary>Serializes inputs, outputs, events and entity states. Default: the official JSON converter.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>
    /// Says which properties of an exception its failure details carry, for activities, orchestrators and entities. Default: none.
    /// </summary>
    public IExceptionPropertiesProvider? ExceptionProperties { get; set; }

    /// <summary>What <c>TaskOrchestrationContext.Properties</c> shows to every orchestrator. Default: nothing.</summary>
    public IReadOnlyDictionary<string, object?> OrchestrationProperties { get; set; } = ReadOnlyDictionary<string, object?>.Empty;

    internal void Validate()
    {
        InRange(MaxConcurrentActivities, 1, 10_000, nameof(MaxConcurrentActivities));
        InRange(MaxConcurrentOrchestrations, 1, 10_000, nameof(MaxConcurrentOrchestrations));
        InRange(MaxConcurrentEntities, 1, 10_000, nameof(MaxConcurrentEntities));
        InRange(MaxEntityOperationBatchSize, 1, int.MaxValue, nameof(MaxEntityOperationBatchSize));
        InRange(MaxOrchestrationActions, 1, int.MaxValue, nameof(MaxOrchestrationActions));
        InRange(ResidentMemoryBudgetBytes, 1 << 20, long.MaxValue, nameof(ResidentMemoryBudgetBytes));
        if (OrchestrationTurnTimeout is { } limit && (limit <= TimeSpan.Zero || limit > _longestTurnTimeout))
        {
            throw new ArgumentException(
                $"{nameof(OrchestrationTurnTimeout)} must be more than zero and at most {_longestTurnTimeout.Days} days, but is {limit}.");
        }

        if (string.IsNullOrWhiteSpace(HubName) || HubName.Length > 45)
        {
            throw new ArgumentException($"{nameof(HubName)} must have 1 to 45 characters, but is '{HubName}'.");
        }

        if (DataConverter is null)
        {
            throw new ArgumentException($"{nameof(DataConverter)} must be set.");
        }
    }

    internal DurableEngineOptions Copy() => (DurableEngineOptions)MemberwiseClone();

    private static void InRange(long value, long least, long most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} must be between {least} and {most}, but is {value}.");
        }
    }
}
