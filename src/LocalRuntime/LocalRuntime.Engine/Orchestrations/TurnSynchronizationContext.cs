namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// The context orchestrator code runs in: one callback at a time, in the order of their posting, on the thread that takes
/// the turn. A callback from any other thread means that the orchestrator awaited something that is not durable.
/// </summary>
internal sealed class TurnSynchronizationContext(OrchestrationExecutor executor) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (executor.IsOnTurn)
        {
            _posted.Enqueue((d, state));
        }
        else
        {
            executor.ReportIllegalAwait();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!executor.IsOnTurn)
        {
            executor.ReportIllegalAwait();
            throw new InvalidOperationException(OrchestrationExecutor.IllegalAwaitMessage);
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    public void Pump()
    {
        while (_posted.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }
}
