namespace Microsoft.DurableTask.Entities;

/// <summary>The state of an entity, as one operation sees it.</summary>
public abstract class TaskEntityState
{
    public abstract bool HasState { get; }

    /// <summary>The state, or the default if there is none or it is of another type.</summary>
    public virtual T? GetState<T>(T? defaultValue = default) => GetState(typeof(T)) is T state ? state : defaultValue;

    public abstract object? GetState(Type type);

    /// <summary>Replaces the state; <see langword="null"/> deletes the entity.</summary>
    public abstract void SetState(object? state);
}
