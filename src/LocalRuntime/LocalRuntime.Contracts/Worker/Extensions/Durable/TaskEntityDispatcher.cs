using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Hands the operations of an entity function's invocation to the code that implements the entity.</summary>
public sealed class TaskEntityDispatcher
{
    private readonly Func<Func<TaskEntityOperation, ValueTask<object?>>, Task> _run;
    private readonly IServiceProvider _services;

    /// <summary>Creates the dispatcher of an invocation.</summary>
    /// <param name="run">Runs the invocation's operations one by one through the function it is given.</param>
    /// <param name="services">The invocation's services, from which entities are created.</param>
    internal TaskEntityDispatcher(Func<Func<TaskEntityOperation, ValueTask<object?>>, Task> run, IServiceProvider services)
    {
        _run = run;
        _services = services;
    }

    /// <summary>Runs the operations on an entity.</summary>
    public Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return _run(entity.RunAsync);
    }

    /// <summary>
    /// Runs the operations on <typeparamref name="T"/>: when it is an <see cref="ITaskEntity"/> on one instance, from the services or
    /// created with them; else <typeparamref name="T"/> is the entity's state, whose methods are the operations.
    /// </summary>
    public Task DispatchAsync<T>() =>
        typeof(ITaskEntity).IsAssignableFrom(typeof(T))
            ? DispatchAsync((ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance<T>(_services)!)
            : DispatchAsync(new StateEntity<T>());

    /// <summary>Runs the operations through a function.</summary>
    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _run(handler);
    }

    private sealed class StateEntity<T> : TaskEntity<T>
    {
        protected override bool AllowStateDispatch => true;
    }
}
