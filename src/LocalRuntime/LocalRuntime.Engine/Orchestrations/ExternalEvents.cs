using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// External events and who waits for them, by name without regard to case. Events nobody waits for are kept in order; an
/// event goes to the latest waiter, as officially, so that waiters that were abandoned in a loop do not take it.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Stack<EventWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<(string Name, string? Payload)>> _buffer = new(StringComparer.OrdinalIgnoreCase);

    public bool HasWaiters => _waiters.Values.Any(stack => stack.Any(waiter => !waiter.IsGone));

    public Task<T> Wait<T>(string name, DataConverter converter, CancellationToken cancellationToken)
    {
        var waiter = new EventWaiter<T>(converter);
        if (!_waiters.TryGetValue(name, out var stack))
        {
            _waiters.Add(name, stack = new Stack<EventWaiter>());
        }

        DropGone(stack);
        if (stack.TryPeek(out var other) && other.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument: '{name}' is awaited as {other.Type.FullName} already, not as {typeof(T).FullName}.");
        }

        stack.Push(waiter);
        if (_buffer.TryGetValue(name, out var events))
        {
            var (_, payload) = events.Dequeue();
            if (events.Count == 0)
            {
                _buffer.Remove(name);
            }

            Raise(name, payload);
        }

        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => waiter.Cancel(cancellationToken));
        }

        return waiter.Task;
    }

    public void Raise(string name, string? payload)
    {
        if (_waiters.TryGetValue(name, out var stack))
        {
            DropGone(stack);
            if (stack.TryPop(out var waiter))
            {
                waiter.Complete(payload);
                return;
            }

            _waiters.Remove(name);
        }

        if (!_buffer.TryGetValue(name, out var events))
        {
            _buffer.Add(name, events = new Queue<(string, string?)>());
        }

        events.Enqueue((name, payload));
    }

    /// <summary>Takes every event that nobody waited for.</summary>
    public List<(string Name, string? Payload)> TakeBuffered()
    {
        List<(string, string?)> all = [.. _buffer.Values.SelectMany(events => events)];
        _buffer.Clear();
        return all;
    }

    private static void DropGone(Stack<EventWaiter> stack)
    {
        while (stack.TryPeek(out var top) && top.IsGone)
        {
            stack.Pop();
        }
    }
}
