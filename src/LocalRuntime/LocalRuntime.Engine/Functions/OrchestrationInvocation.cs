using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>One stay of an orchestration instance in memory, from its hydration until it ends or is evicted.</summary>
public sealed class OrchestrationInvocation
{
    private readonly TaskCompletionSource _provided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<object?> _finished = new();

    private readonly EngineOrchestrationContext _context;

    internal OrchestrationInvocation(EngineOrchestrationContext context, CancellationToken cancellationToken)
    {
        _context = context;
        CancellationToken = cancellationToken;
    }

    /// <summary>The context the orchestrator function is called with.</summary>
    public TaskOrchestrationContext Context => _context;

    /// <summary>Cancelled when the instance leaves memory before it ended: it was evicted, terminated, or the engine stops.</summary>
    public CancellationToken CancellationToken { get; }

    internal Func<TaskOrchestrationContext, Task<object?>>? Body { get; private set; }

    internal Task Provided => _provided.Task;

    /// <summary>The input as the engine's data converter reads it; the context then gives the same object to whoever asks for its type.</summary>
    public object? GetInput(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return _context.ReadInput(type);
    }

    /// <summary>
    /// Hands over the orchestrator code. The task completes with its output when the orchestration ends, fails with its
    /// exception, and is cancelled when the instance leaves memory before that.
    /// </summary>
    /// <exception cref="InvalidOperationException">The method was called before in this invocation.</exception>
    public Task<object?> RunAsync(Func<TaskOrchestrationContext, Task<object?>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Body is not null)
        {
            throw new InvalidOperationException("RunAsync may be called once in an invocation: the engine runs one orchestrator body.");
        }

        Body = body;
        _provided.TrySetResult();
        return _finished.Task;
    }

    internal void Finish(Task<object?> body)
    {
        // The handler goes on synchronously where it can, so that its outcome is known before the turn is committed.
        if (body.IsCompletedSuccessfully)
        {
            _finished.TrySetResult(body.Result);
        }
        else if (body.IsCanceled)
        {
            _finished.TrySetCanceled();
        }
        else
        {
            _finished.TrySetException(body.Exception!.InnerExceptions);
        }
    }

    internal void Leave() => _finished.TrySetCanceled(CancellationToken);
}
