using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Client;

/// <summary>Which existing instance of the same id a start replaces.</summary>
internal static class ReusePolicy
{
    private static readonly OrchestrationRuntimeStatus[] _running =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <exception cref="ArgumentException">A status is unknown, or the statuses contradict each other.</exception>
    public static Func<InstanceRow, bool> Of(IReadOnlyList<string>? dedupeStatuses, DurableEngineOptions options)
    {
        if (dedupeStatuses is null)
        {
            return options.OverridableExistingInstanceStates == OverridableExistingInstanceStates.AnyState
                ? static _ => true
                : static row => row.IsFinished;
        }

        var refused = dedupeStatuses.Select(Parse).ToHashSet();
        if (refused.Contains(OrchestrationRuntimeStatus.Terminated) && !_running.All(refused.Contains))
        {
            throw new ArgumentException(
                "Invalid dedupe statuses: cannot include 'Terminated' while also allowing reuse of running instances, "
                + "because the running instance would be terminated and then immediately conflict with the dedupe check.",
                nameof(dedupeStatuses));
        }

        return row => !refused.Contains(row.Status);
    }

    private static OrchestrationRuntimeStatus Parse(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
            ? parsed
            : throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.", nameof(status));
}
