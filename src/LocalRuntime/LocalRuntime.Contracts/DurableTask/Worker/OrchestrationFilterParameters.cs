namespace Microsoft.DurableTask.Worker;

/// <summary>What an orchestration filter decides by.</summary>
public struct OrchestrationFilterParameters
{
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
