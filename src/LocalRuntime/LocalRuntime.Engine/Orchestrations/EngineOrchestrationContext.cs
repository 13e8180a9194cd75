using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>The official orchestration context, carried out by an executor.</summary>
internal sealed class EngineOrchestrationContext : TaskOrchestrationContext
{
    /// <summary>Largest custom status, as UTF-16 text, in bytes: the official limit.</summary>
    private const int MaxCustomStatusBytes = 16 * 1024;

    private readonly OrchestrationSettings _settings;
    private EngineEntityFeature? _entities;
    private object? _input;
    private int _guids;

    public EngineOrchestrationContext(OrchestrationExecutor executor, OrchestrationSettings settings)
    {
        Executor = executor;
        _settings = settings;
        Parent = executor.Row.ParentId is { } parent
            ? new ParentOrchestrationInstance(new TaskName(executor.Row.ParentName ?? parent), parent)
            : null;
    }

    public OrchestrationExecutor Executor { get; }

    public EngineEntityFeature? EntityFeature => _entities;

    public override TaskName Name => new(Executor.Row.Name);

    public override string InstanceId => Executor.Row.Id;

    public override ParentOrchestrationInstance? Parent { get; }

    public override DateTime CurrentUtcDateTime => Executor.Now;

    public override bool IsReplaying => Executor.IsReplaying;

    public override string Version => Executor.Row.Version;

    public override IReadOnlyDictionary<string, object?> Properties => _settings.Properties;

    public override TaskOrchestrationEntityFeature Entities => _entities ??= new EngineEntityFeature(this, _settings.Converter);

    protected override ILoggerFactory LoggerFactory => _settings.Loggers;

    public override T? GetInput<T>()
        where T : default
        => _input is T input ? input : Executor.Row.Input is null ? default : _settings.Converter.Deserialize<T>(Executor.Row.Input);

    /// <summary>The input as a type; later calls of <see cref="GetInput{T}"/> get the same object where it fits, as officially.</summary>
    public object? ReadInput(Type type) => _input = _settings.Converter.Deserialize(Executor.Row.Input, type);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Executor.EnsureOnTurn();
        if (input is TaskOptions && options is null)
        {
            return Task.FromException<TResult>(new ArgumentException(
                $"A {nameof(TaskOptions)} value was given as the activity's input, and none as its options. Pass it as the options parameter.", nameof(input)));
        }

        if (string.IsNullOrEmpty(name.Name))
        {
            return Task.FromException<TResult>(new ArgumentException("The activity's name is empty.", nameof(name)));
        }

        var serialized = _settings.Converter.Serialize(input);
        var version = options?.Version is { } chosen ? chosen.Version : Version;
        Task<TResult> Attempt() => Executor.ScheduleActivity<TResult>(name.Name, version, serialized, Copy(options?.Tags));
        return WithRetry(options, Attempt);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Executor.EnsureOnTurn();
        if (_entities is { IsInside: true })
        {
            return Task.FromException<TResult>(new InvalidOperationException("While holding locks, cannot call suborchestrators."));
        }

        if (string.IsNullOrEmpty(orchestratorName.Name))
        {
            return Task.FromException<TResult>(new ArgumentException("The sub-orchestrator's name is empty.", nameof(orchestratorName)));
        }

        var chosenId = (options as SubOrchestrationOptions)?.InstanceId;
        var instanceId = string.IsNullOrWhiteSpace(chosenId) ? NewGuid().ToString("N") : chosenId;
        InstanceIds.EnsureOrchestration(instanceId);
        var isGenerated = chosenId != instanceId && options?.Retry is null;
        var version = options?.Version is { } given ? given.Version : _settings.DefaultVersion;
        var serialized = _settings.Converter.Serialize(input);
        Task<TResult> Attempt() => Executor.StartChild<TResult>(
            orchestratorName.Name, version, instanceId, isGenerated, serialized, Copy(options?.Tags));
        return WithRetry(options, Attempt);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Executor.EnsureOnTurn();
        return Executor.StartTimer(fireAt.ToUniversalTime(), cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Executor.EnsureOnTurn();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Executor.Events.Wait<T>(eventName, _settings.Converter, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        Executor.EnsureOnTurn();
        InstanceIds.EnsureOrchestration(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        Executor.SendEvent(instanceId, eventName, _settings.Converter.Serialize(payload));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        Executor.EnsureOnTurn();
        var serialized = _settings.Converter.Serialize(customStatus);
        if (serialized is not null && Encoding.Unicode.GetByteCount(serialized) > MaxCustomStatusBytes)
        {
            throw new ArgumentException(
                $"The custom status takes {Encoding.Unicode.GetByteCount(serialized)} bytes as UTF-16 text; at most {MaxCustomStatusBytes} are allowed. "
                + "Put large data in a store and a reference to it in the status.",
                nameof(customStatus));
        }

        Executor.CustomStatus = serialized;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        Executor.EnsureOnTurn();
        ArgumentNullException.ThrowIfNull(options);
        Executor.ContinueAsNew(new ContinueAsNewRequest(
            _settings.Converter.Serialize(options.NewInput),
            string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion,
            options.PreserveUnprocessedEvents));
    }

    public override Guid NewGuid()
    {
        Executor.EnsureOnTurn();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, Executor.Row.Generation, _guids++);
    }

    private Task<T> WithRetry<T>(TaskOptions? options, Func<Task<T>> attempt)
    {
        if (options?.Retry is null)
        {
            try
            {
                return attempt();
            }
            catch (Exception e)
            {
                return Task.FromException<T>(e);
            }
        }

        return options.Retry.Policy is { } policy
            ? RetryLoop.RunAsync(this, policy, attempt)
            : RetryLoop.RunAsync(this, options.Retry.Handler!, attempt);
    }

    private static Dictionary<string, string>? Copy(IDictionary<string, string>? tags) =>
        tags is { Count: > 0 } ? new Dictionary<string, string>(tags, StringComparer.Ordinal) : null;
}
