namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary><c>extensions.durableTask</c> of host.json.</summary>
internal sealed record DurableTaskExtensionOptions
{
    public const string DefaultHubName = "TestHubName";

    /// <summary>Task hub; two hubs on one state directory do not see each other's instances.</summary>
    public string HubName { get; init; } = DefaultHubName;

    /// <summary>Version given to orchestrations started without one; null for none.</summary>
    public string? DefaultVersion { get; init; }

    public VersionMatchOption VersionMatchStrategy { get; init; } = VersionMatchOption.CurrentOrOlder;

    public VersionFailureOption VersionFailureStrategy { get; init; } = VersionFailureOption.Reject;

    /// <summary>Default 10 for each core.</summary>
    public int MaxConcurrentActivityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Default 10 for each core.</summary>
    public int MaxConcurrentOrchestratorFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Default 10 for each core.</summary>
    public int MaxConcurrentEntityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    public bool ExtendedSessionsEnabled { get; init; }

    public TimeSpan ExtendedSessionIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Operations of one entity worked on in one batch. Default 5,000.</summary>
    public int MaxEntityOperationBatchSize { get; init; } = 5000;

    /// <summary>Actions that one orchestrator step may take. Default 100,000.</summary>
    public int MaxOrchestrationActions { get; init; } = 100_000;

    public OverridableStatesOption OverridableExistingInstanceStates { get; init; } = OverridableStatesOption.NonRunningStates;

    /// <summary>Wait between two polls of an asynchronous HTTP call. Default 30 s.</summary>
    public TimeSpan DefaultAsyncRequestSleepTime { get; init; } = TimeSpan.FromSeconds(30);

    public bool DistributedTracingEnabled { get; init; }

    /// <summary>Storage backend named in host.json. The local engine stores on disk whatever it says.</summary>
    public string StorageProviderType { get; init; } = "AzureStorage";

    /// <summary>Shown in management URLs, and checked there.</summary>
    public string ConnectionName { get; init; } = "AzureWebJobsStorage";

    public int PartitionCount { get; init; } = 4;

    public int ControlQueueBatchSize { get; init; } = 32;

    public TimeSpan MaxQueuePollingInterval { get; init; } = TimeSpan.FromSeconds(30);
}
