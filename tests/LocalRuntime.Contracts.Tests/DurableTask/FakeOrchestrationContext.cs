using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Contracts.Tests.DurableTask;

/// <summary>A context of which timers and events are completed by the test.</summary>
internal sealed class FakeOrchestrationContext(ILoggerFactory? loggers = null) : TaskOrchestrationContext
{
    public TaskCompletionSource Timer { get; } = new();

    public TaskCompletionSource<object?> Event { get; } = new();

    public DateTime? TimerFiresAt { get; private set; }

    public List<(TaskName Name, object? Input, TaskOptions? Options)> Calls { get; } = [];

    public (object? Input, bool PreserveUnprocessedEvents)? Continued { get; private set; }

    public bool Replaying { get; set; }

    public override TaskName Name => "Test";

    public override string InstanceId => "1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => Replaying;

    public override string Version => "1.10";

    protected override ILoggerFactory LoggerFactory => loggers ?? ReplaySafeLoggerFactory;

    public override T? GetInput<T>()
        where T : default
        => default;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
        => Record<TResult>(name, input, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => Record<TResult>(orchestratorName, input, options);

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        TimerFiresAt = fireAt;
        await Timer.Task.WaitAsync(cancellationToken);
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
        => (T)(await Event.Task.WaitAsync(cancellationToken))!;

    public override void SendEvent(string instanceId, string eventName, object payload) => Calls.Add((eventName, payload, null));

    public override void SetCustomStatus(object? customStatus) => Calls.Add((nameof(SetCustomStatus), customStatus, null));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        => Continued = (newInput, preserveUnprocessedEvents);

    public override Guid NewGuid() => Guid.Empty;

    private Task<TResult> Record<TResult>(TaskName name, object? input, TaskOptions? options)
    {
        Calls.Add((name, input, options));
        return Task.FromResult(default(TResult)!);
    }
}
