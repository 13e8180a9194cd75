using System.Collections.Concurrent;
using WorkDistribution.Functions.Sagas;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>What the steps of a test saga do, and a record of what was called.</summary>
internal sealed class SagaScript
{
    private readonly ConcurrentQueue<(string What, SagaCall Call)> _calls = new();

    /// <summary>What actions do, by step; without an entry they succeed.</summary>
    public ConcurrentDictionary<string, Func<SagaCall, CancellationToken, Task<string?>>> Actions { get; } = new();

    /// <summary>What compensations do, by step; without an entry they succeed.</summary>
    public ConcurrentDictionary<string, Func<SagaCall, CancellationToken, Task<string?>>> Compensations { get; } = new();

    /// <summary>What was called, in order: <c>STEP</c> or <c>undo STEP</c>.</summary>
    public IEnumerable<string> Called => _calls.Select(call => call.What);

    /// <summary>The calls.</summary>
    public IEnumerable<SagaCall> Calls => _calls.Select(call => call.Call);

    /// <summary>Has an action fail its first attempts.</summary>
    public void Fail(string step, int times = int.MaxValue) => Actions[step] = (call, _) => Fail(call, times);

    /// <summary>Has a compensation fail its first attempts.</summary>
    public void FailUndo(string step, int times = int.MaxValue) => Compensations[step] = (call, _) => Fail(call, times);

    /// <summary>Has an action refuse.</summary>
    public void Refuse(string step) => Actions[step] = (_, _) => throw new SagaRefusedException("No more of it.");

    public Task<string?> RunAsync(SagaCall call, CancellationToken cancellationToken) => CallAsync("", Actions, call, cancellationToken);

    public Task<string?> UndoAsync(SagaCall call, CancellationToken cancellationToken) => CallAsync("undo ", Compensations, call, cancellationToken);

    private static Task<string?> Fail(SagaCall call, int times) =>
        call.Attempt <= times ? throw new IOException($"Injected failure {call.Attempt}.") : Task.FromResult<string?>(null);

    private Task<string?> CallAsync(
        string prefix, ConcurrentDictionary<string, Func<SagaCall, CancellationToken, Task<string?>>> script, SagaCall call, CancellationToken cancellationToken)
    {
        _calls.Enqueue((prefix + call.Step, call));
        return script.TryGetValue(call.Step, out var run) ? run(call, cancellationToken) : Task.FromResult<string?>($"{call.Step} done");
    }
}
