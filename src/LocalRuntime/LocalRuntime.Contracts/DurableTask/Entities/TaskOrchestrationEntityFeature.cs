using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Entities;

/// <summary>What an orchestrator can do with entities.</summary>
public abstract class TaskOrchestrationEntityFeature
{
    /// <summary>Calls an operation and gives its result.</summary>
    /// <exception cref="EntityOperationFailedException">(from the task) The operation failed.</exception>
    public abstract Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    public virtual Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, CallEntityOptions? options)
        => CallEntityAsync<TResult>(id, operationName, null, options);

    /// <summary>Calls an operation and waits for its end.</summary>
    /// <exception cref="EntityOperationFailedException">(from the task) The operation failed.</exception>
    public abstract Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    public virtual Task CallEntityAsync(EntityInstanceId id, string operationName, CallEntityOptions? options)
        => CallEntityAsync(id, operationName, null, options);

    /// <summary>Sends an operation without waiting for it.</summary>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    public virtual Task SignalEntityAsync(EntityInstanceId id, string operationName, SignalEntityOptions? options)
        => SignalEntityAsync(id, operationName, null, options);

    /// <summary>Enters a critical section: locks the entities, until the result is disposed of.</summary>
    public abstract Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds);

    /// <inheritdoc cref="LockEntitiesAsync(IEnumerable{EntityInstanceId})"/>
    public virtual Task<IAsyncDisposable> LockEntitiesAsync(params EntityInstanceId[] entityIds)
        => LockEntitiesAsync((IEnumerable<EntityInstanceId>)entityIds);

    /// <summary>Whether the orchestrator is in a critical section, and which entities it has locked.</summary>
    public abstract bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds);

    public virtual bool InCriticalSection() => InCriticalSection(out _);
}
