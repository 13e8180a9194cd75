using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Client;

/// <summary>Which existing instance of the same id a start replaces: one whose status neither the host nor the request refuses.</summary>
internal sealed class ReusePolicy
{
    private static readonly OrchestrationRuntimeStatus[] _running =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    private readonly HashSet<OrchestrationRuntimeStatus> _refused;

    private ReusePolicy(IEnumerable<OrchestrationRuntimeStatus> refused) => _refused = [.. refused];

    /// <summary>Replaces whatever has ended.</summary>
    public static ReusePolicy Ended { get; } = new(_running);

    /// <exception cref="ArgumentException">A status is unknown.</exception>
    public static ReusePolicy Of(IReadOnlyList<string>? dedupeStatuses, DurableEngineOptions options)
    {
        var ofHost = options.OverridableExistingInstanceStates == OverridableExistingInstanceStates.NonRunningStates ? _running : [];
        return new ReusePolicy([.. (dedupeStatuses ?? []).Select(Parse), .. ofHost]);
    }

    /// <summary>Why a start does not replace the instance; null if it does.</summary>
    public Exception? Refusal(InstanceRow existing)
    {
        // Asked of an instance only: on an id that is new, statuses that contradict each other do no harm.
        if (_refused.Contains(OrchestrationRuntimeStatus.Terminated) && !_running.All(_refused.Contains))
        {
            return new ArgumentException(
                "Invalid dedupe statuses: cannot include 'Terminated' while also allowing reuse of running instances, "
                + "because the running instance would be terminated and then immediately conflict with the dedupe check.");
        }

        return _refused.Contains(existing.Status)
            ? new OrchestrationAlreadyExistsException(
                $"An orchestration with instance ID '{existing.Id}' and status '{existing.Status}' already exists.")
            : null;
    }

    private static OrchestrationRuntimeStatus Parse(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
            ? parsed
            : throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.", nameof(status));
}
