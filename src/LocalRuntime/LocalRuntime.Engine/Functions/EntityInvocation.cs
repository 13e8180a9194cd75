using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>One batch of operations on one entity.</summary>
public sealed class EntityInvocation
{
    private readonly Func<Func<TaskEntityOperation, ValueTask<object?>>, Task> _run;
    private bool _called;

    internal EntityInvocation(
        EntityInstanceId id, Func<Func<TaskEntityOperation, ValueTask<object?>>, Task> run, CancellationToken cancellationToken)
    {
        Id = id;
        CancellationToken = cancellationToken;
        _run = run;
    }

    /// <summary>The entity the operations are for.</summary>
    public EntityInstanceId Id { get; }

    /// <summary>Cancelled when the engine stops.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// Runs every operation of the batch, one after the other. An operation that throws fails alone: its changes of state
    /// and what it sent are rolled back, and the next one runs.
    /// </summary>
    /// <exception cref="InvalidOperationException">The method was called before in this invocation.</exception>
    public Task RunAsync(Func<TaskEntityOperation, ValueTask<object?>> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (_called)
        {
            throw new InvalidOperationException("RunAsync may be called once in an invocation: it runs the whole batch.");
        }

        _called = true;
        return _run(operation);
    }
}
