using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalRuntime.Contracts.Tests.Worker.Fakes;

/// <summary>An orchestration whose HTTP activity answers what the test scripted, and whose clock jumps to each timer.</summary>
internal sealed class HttpOrchestrationContext(params DurableHttpResponse[] answers) : TaskOrchestrationContext
{
    private readonly Queue<DurableHttpResponse> _answers = new(answers);
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public List<(string Activity, DurableHttpRequest Request, TaskOptions? Options)> Calls { get; } = [];

    public List<TimeSpan> Timers { get; } = [];

    public Dictionary<string, object?> Settings { get; } = [];

    public override TaskName Name => "Test";

    public override string InstanceId => "1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => false;

    public override IReadOnlyDictionary<string, object?> Properties => Settings;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T? GetInput<T>()
        where T : default => default;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add((name.Name, (DurableHttpRequest)input!, options));
        return Task.FromResult((TResult)(object)_answers.Dequeue());
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Timers.Add(fireAt - _now);
        _now = fireAt;
        return Task.CompletedTask;
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw Unexpected();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw Unexpected();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw Unexpected();

    public override void SetCustomStatus(object? customStatus) => throw Unexpected();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw Unexpected();

    public override Guid NewGuid() => throw Unexpected();

    private static NotSupportedException Unexpected() => new("An HTTP call uses activities and timers only.");
}
