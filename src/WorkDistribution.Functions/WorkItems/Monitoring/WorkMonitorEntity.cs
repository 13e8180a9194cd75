using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>The entity that gathers what all processes measure.</summary>
internal sealed class WorkMonitorEntity(TimeProvider time) : TaskEntity<WorkMonitorState>
{
    /// <summary>The only one there is.</summary>
    public static readonly EntityInstanceId Id = new(WorkItemsFunctionNames.Monitor, "all");

    /// <summary>Adds what a process reports.</summary>
    public void Record(WorkReport report) => State.Add(report, time.GetUtcNow());

    /// <summary>Runs an operation.</summary>
    [Function(WorkItemsFunctionNames.Monitor)]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<WorkMonitorEntity>();
}
