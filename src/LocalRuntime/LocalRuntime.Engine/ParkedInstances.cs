using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>What the official metadata do not tell of instances that cannot run.</summary>
public static class ParkedInstances
{
    /// <summary>
    /// Why the engine does not run the instance although it has not ended, and what helps: its function is missing, its
    /// replay failed, its history cannot be read, or its version is not for this engine. Null if it runs. Such an instance
    /// keeps its status and its messages; it is tried again when a client resumes it and when the engine starts.
    /// </summary>
    public static string? GetParkedReason(this OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.ParkedReason;
    }
}
