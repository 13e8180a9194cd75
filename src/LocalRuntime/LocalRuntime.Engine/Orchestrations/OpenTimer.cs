using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>A durable timer that has neither fired nor been cancelled.</summary>
internal sealed class OpenTimer(HistoryEvent created) : OpenTask(created.TaskId, "timer")
{
    private readonly TaskCompletionSource _source = new();

    /// <summary>The action that created the timer; its inbox row is known once that is committed.</summary>
    public HistoryEvent Created { get; set; } = created;

    public Task Task => _source.Task;

    public override void Complete(string? result) => _source.TrySetResult();

    public override void Fail(Exception failure) => _source.TrySetException(failure);

    public bool Cancel() => _source.TrySetCanceled();
}
