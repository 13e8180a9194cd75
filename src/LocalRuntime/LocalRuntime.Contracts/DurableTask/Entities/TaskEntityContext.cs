namespace Microsoft.DurableTask.Entities;

/// <summary>What an entity operation can do. Its effects are committed with the operation, or not at all.</summary>
public abstract class TaskEntityContext
{
    public abstract EntityInstanceId Id { get; }

    public virtual void SignalEntity(EntityInstanceId id, string operationName, SignalEntityOptions options)
        => SignalEntity(id, operationName, null, options);

    /// <summary>Sends an operation to an entity without waiting for it.</summary>
    public abstract void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    public virtual string ScheduleNewOrchestration(TaskName name, StartOrchestrationOptions options)
        => ScheduleNewOrchestration(name, null, options);

    /// <summary>Starts an orchestration and gives its instance id.</summary>
    public abstract string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null);
}
