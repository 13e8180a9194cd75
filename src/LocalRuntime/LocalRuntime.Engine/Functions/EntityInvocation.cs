using DurableTask.Core.Entities.OperationFormat;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Entities;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>One batch of operations on one entity.</summary>
public sealed class EntityInvocation
{
    private readonly EntityBatch _batch;
    private bool _called;

    internal EntityInvocation(EntityInstanceId id, EntityBatch batch, CancellationToken cancellationToken)
    {
        Id = id;
        CancellationToken = cancellationToken;
        _batch = batch;
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
        CalledOnce();
        return _batch.RunOperationsAsync(operation);
    }

    /// <summary>
    /// Hands the batch over as a whole, in the form of the official core, and takes back what came of it: one result for each
    /// operation, the state after the last one, and what they sent.
    /// </summary>
    /// <exception cref="InvalidOperationException">A run method was called before in this invocation.</exception>
    public Task RunBatchAsync(Func<EntityBatchRequest, Task<EntityBatchResult>> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        CalledOnce();
        return _batch.RunBatchAsync(run);
    }

    private void CalledOnce()
    {
        if (_called)
        {
            throw new InvalidOperationException("RunAsync and RunBatchAsync may be called once in an invocation: they run the whole batch.");
        }

        _called = true;
    }
}
