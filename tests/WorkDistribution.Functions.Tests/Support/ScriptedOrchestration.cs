using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>
/// Runs an orchestrator against scripted activities: what it schedules completes one at a time in a seeded random order, timers at once.
/// Inputs and results pass through JSON, as they do in a history.
/// </summary>
internal sealed class ScriptedOrchestration(int seed = 1)
{
    private readonly Random _random = new(seed);
    private readonly List<Action> _pending = [];
    private int _inFlight;

    /// <summary>What activities return, or throw, by their names.</summary>
    public Dictionary<string, Func<JsonElement, object?>> Activities { get; } = [];

    /// <summary>Sub-orchestrators by their names.</summary>
    public Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators { get; } = [];

    /// <summary>Names and inputs of the activities called.</summary>
    public List<(string Name, JsonElement Input)> Calls { get; } = [];

    /// <summary>Inputs of the sub-orchestrations called.</summary>
    public List<JsonElement> SubOrchestrations { get; } = [];

    /// <summary>Delays of the timers created.</summary>
    public List<TimeSpan> Timers { get; } = [];

    /// <summary>Custom statuses set by the top orchestration.</summary>
    public List<JsonElement> Statuses { get; } = [];

    /// <summary>Most activities in flight at a time.</summary>
    public int MaxInFlight { get; private set; }

    /// <summary>Runs an orchestrator to its end.</summary>
    public async Task<T> RunAsync<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator, object input)
    {
        var running = orchestrator(new Context(this, input, "instance", Statuses));
        while (!running.IsCompleted)
        {
            Assert.NotEmpty(_pending);
            var next = _random.Next(_pending.Count);
            var complete = _pending[next];
            _pending.RemoveAt(next);
            complete();
        }

        return await running;
    }

    private Task<T> Schedule<T>(string name, Func<object?> run)
    {
        var completion = new TaskCompletionSource<T>();
        _pending.Add(() =>
        {
            try
            {
                completion.SetResult(JsonSerializer.SerializeToElement(run()).Deserialize<T>()!);
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                completion.SetException(new TaskFailedException(name, 0, TaskFailureDetails.FromException(e)));
            }
        });
        return completion.Task;
    }

    private sealed class Context(ScriptedOrchestration script, object? input, string instanceId, List<JsonElement>? statuses) : TaskOrchestrationContext
    {
        private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        public override TaskName Name => "test";

        public override string InstanceId => instanceId;

        public override ParentOrchestrationInstance? Parent => null;

        public override DateTime CurrentUtcDateTime => _now = _now.AddMilliseconds(1);

        public override bool IsReplaying => false;

        protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

        public override T GetInput<T>() => JsonSerializer.SerializeToElement(input).Deserialize<T>()!;

        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
        {
            var json = JsonSerializer.SerializeToElement(input);
            script.Calls.Add((name.Name, json));
            script.MaxInFlight = Math.Max(script.MaxInFlight, ++script._inFlight);
            return script.Schedule<TResult>(name.Name, () =>
            {
                script._inFlight--;
                return script.Activities[name.Name](json);
            });
        }

        public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        {
            script.SubOrchestrations.Add(JsonSerializer.SerializeToElement(input));
            var child = new Context(script, input, $"{instanceId}:{script.SubOrchestrations.Count}", statuses: null);
            var result = await script.Orchestrators[orchestratorName.Name](child);
            return JsonSerializer.SerializeToElement(result).Deserialize<TResult>()!;
        }

        public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw new NotSupportedException("The orchestrators under test name delays.");

        public override Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken)
        {
            script.Timers.Add(delay);
            return script.Schedule<object?>("timer", () => null);
        }

        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException("No events here.");

        public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException("No events here.");

        public override void SetCustomStatus(object? customStatus) => statuses?.Add(JsonSerializer.SerializeToElement(customStatus));

        public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException("The orchestrators under test end.");

        public override Guid NewGuid() => new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }
}
