using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Someone who waits for an external event.</summary>
internal abstract class EventWaiter
{
    public abstract Type Type { get; }

    /// <summary>Whether it has been cancelled, so that an event must go to the next one.</summary>
    public abstract bool IsGone { get; }

    /// <summary>Hands the event over; throws if its payload is not of the awaited type.</summary>
    public abstract void Complete(string? payload);
}

/// <summary>Someone who waits for an external event of a type.</summary>
internal sealed class EventWaiter<T>(DataConverter converter) : EventWaiter
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override Type Type => typeof(T);

    public override bool IsGone => _source.Task.IsCompleted;

    public override void Complete(string? payload) =>
        _source.TrySetResult(payload is null ? default! : converter.Deserialize<T>(payload)!);

    public void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}
