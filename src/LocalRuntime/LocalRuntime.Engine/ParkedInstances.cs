using System.Runtime.CompilerServices;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>What the official metadata do not tell of instances that cannot run.</summary>
public static class ParkedInstances
{
    // The official type is sealed and has no room for it, so it is kept beside each object for as long as that lives.
    private static readonly ConditionalWeakTable<OrchestrationMetadata, string> _reasons = [];

    /// <summary>
    /// Why the engine does not run the instance although it has not ended, and what helps: its function is missing, its
    /// replay failed, its history cannot be read, or its version is not for this engine. Null if it runs. Such an instance
    /// keeps its status and its messages; it is tried again when a client resumes it and when the engine starts.
    /// </summary>
    public static string? GetParkedReason(this OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return _reasons.TryGetValue(instance, out var reason) ? reason : null;
    }

    /// <summary>Notes why the instance is parked; null if it is not.</summary>
    internal static OrchestrationMetadata WithParkedReason(this OrchestrationMetadata instance, string? reason)
    {
        if (reason is not null)
        {
            _reasons.AddOrUpdate(instance, reason);
        }

        return instance;
    }
}
