using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Functions.WorkItems.Recovery;

namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>
/// The entity that all workers report to, once a batch, and that the priority policy looks at through <see cref="PriorityBoard"/>.
/// </summary>
internal sealed class PriorityCountersEntity(TimeProvider time) : TaskEntity<PriorityState>
{
    /// <summary>The only one there is.</summary>
    public static readonly EntityInstanceId Id = new(WorkItemsFunctionNames.PriorityCounters, "all");

    /// <summary>Adds what a process reports.</summary>
    public void Record(IReadOnlyList<LevelReport> reports) => State.Add(reports, time.GetUtcNow());

    /// <summary>Takes over what the detector found.</summary>
    public void Detect(DetectorReport report) => State.Take(report);

    /// <summary>Runs an operation.</summary>
    [Function(WorkItemsFunctionNames.PriorityCounters)]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<PriorityCountersEntity>();
}
