namespace Microsoft.DurableTask.Entities;

/// <summary>
/// The base class of entities whose operations are the public methods of the class or, with <see cref="AllowStateDispatch"/>,
/// of its state. The state is saved after each operation that does not throw.
/// </summary>
public abstract class TaskEntity<TState> : ITaskEntity
{
    private const string DeleteOperation = "delete";

    /// <summary>Whether operations that the entity has no method for go to the state's methods. Default: they do not.</summary>
    protected virtual bool AllowStateDispatch => false;

    /// <summary>The state; setting it to <see langword="null"/> deletes the entity at the end of the operation.</summary>
    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = null!;

    /// <exception cref="NotSupportedException">The entity has no such operation.</exception>
    /// <exception cref="InvalidOperationException">The operation's parameters cannot be bound.</exception>
    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        object? stored = operation.State.GetState(typeof(TState));
        State = stored is null ? InitializeState(operation) : (TState)stored;

        if (EntityMethod.Find(GetType(), operation.Name) is { } own)
        {
            return SaveStateAfter(own.InvokeAsync(this, operation), operation);
        }

        if (AllowStateDispatch && FindStateMethod(operation) is { } delegated)
        {
            return SaveStateAfter(delegated.InvokeAsync(State!, operation), operation);
        }

        // Last, so that the entity or its state can define an operation of that name.
        if (string.Equals(operation.Name, DeleteOperation, StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return default;
        }

        throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }

    /// <summary>The state of an entity that has none yet. Default: by the parameterless constructor, also for a nullable value.</summary>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation)
        => Nullable.GetUnderlyingType(typeof(TState)) is { } underlying
            ? (TState)Activator.CreateInstance(underlying)!
            : Activator.CreateInstance<TState>();

    private EntityMethod? FindStateMethod(TaskEntityOperation operation)
        => State is null
            ? throw new InvalidOperationException($"Attempting to dispatch '{operation}' to state, but entity state is null.")
            : EntityMethod.Find(State.GetType(), operation.Name);

    private ValueTask<object?> SaveStateAfter(ValueTask<object?> running, TaskEntityOperation operation)
    {
        if (!running.IsCompletedSuccessfully)
        {
            return AwaitAndSaveAsync(running, operation);
        }

        operation.State.SetState(State);
        return running;
    }

    private async ValueTask<object?> AwaitAndSaveAsync(ValueTask<object?> running, TaskEntityOperation operation)
    {
        object? result = await running;
        operation.State.SetState(State);
        return result;
    }
}
