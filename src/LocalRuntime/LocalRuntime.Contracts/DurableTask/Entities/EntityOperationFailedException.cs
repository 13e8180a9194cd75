namespace Microsoft.DurableTask.Entities;

/// <summary>An entity operation that an orchestrator called failed with an exception it did not handle.</summary>
public sealed class EntityOperationFailedException : Exception
{
    public EntityOperationFailedException(EntityInstanceId entityId, string operationName, TaskFailureDetails failureDetails)
        : base($"Operation '{operationName}' of entity '{entityId}' failed: {failureDetails.ErrorMessage}")
    {
        EntityId = entityId;
        OperationName = operationName;
        FailureDetails = failureDetails;
    }

    public EntityInstanceId EntityId { get; }

    public string OperationName { get; }

    /// <summary>The exception that made the operation fail.</summary>
    public TaskFailureDetails FailureDetails { get; }
}
