using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>An entity call or lock request that was not answered yet. Unlike tasks these do not keep a finished orchestrator running.</summary>
internal sealed class EntityReply
{
    private readonly TaskCompletionSource<HistoryEvent> _source = new();

    public Task<HistoryEvent> Task => _source.Task;

    public void Complete(HistoryEvent reply) => _source.TrySetResult(reply);
}
