using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Client;

/// <summary>The official client on an engine in this process.</summary>
internal sealed partial class EngineDurableTaskClient(string name, EngineServices services) : DurableTaskClient(name)
{
    private EngineEntityClient? _entities;

    public override DurableEntityClient Entities => _entities ??= new EngineEntityClient(Name, services);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        EnsureWritable(cancellation);
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        var chosenId = string.IsNullOrEmpty(options?.InstanceId) ? null : options.InstanceId;
        if (chosenId is not null)
        {
            InstanceIds.EnsureNew(chosenId);
        }

        var start = new HistoryEvent
        {
            Kind = EventKind.ExecutionStarted,
            Name = orchestratorName.Name,
            Version = options?.Version is { } version ? version.Version : services.Options.DefaultVersion,
            Payload = services.Converter.Serialize(input),
            Time = options?.StartAt?.UtcTicks ?? 0,
            Tags = options?.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags, StringComparer.Ordinal) : null,
        };
        return await StartAsync(chosenId, start, ReusePolicy.Of(options?.DedupeStatuses, services.Options), cancellation);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        await SendAsync(
            instanceId,
            new HistoryEvent { Kind = EventKind.EventRaised, Name = eventName, Payload = services.Converter.Serialize(eventPayload) },
            cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            new HistoryEvent
            {
                Kind = EventKind.ExecutionTerminated,
                Payload = services.Converter.Serialize(options?.Output),
                Extra = options is { Recursive: true } ? "recursive" : null,
            },
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent { Kind = EventKind.ExecutionSuspended, Payload = reason }, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent { Kind = EventKind.ExecutionResumed, Payload = reason }, cancellation);

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        EnsureWritable(cancellation);
        InstanceIds.EnsureOrchestration(instanceId);
        var mail = new RewindMail(reason);
        services.Instances.Post(instanceId, mail);
        await services.AnswerAsync(mail.Answer, cancellation);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        EnsureWritable(cancellation);
        InstanceIds.EnsureOrchestration(instanceId);
        var row = await services.Store.FindInstanceAsync(instanceId, withInput: true)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        var start = new HistoryEvent
        {
            Kind = EventKind.ExecutionStarted,
            Name = row.Name,
            Version = row.Version,
            Payload = row.Input,
            Tags = row.Tags,
        };
        if (restartWithNewInstanceId)
        {
            return await StartAsync(null, start, ReusePolicy.Ended, cancellation);
        }

        if (!row.IsFinished)
        {
            throw new InvalidOperationException(
                $"An orchestration with the instanceId {instanceId} cannot be restarted, because it is in the {row.Status} state. Terminate it first.");
        }

        return await StartAsync(instanceId, start, ReusePolicy.Ended, cancellation);
    }

    // The engine owns the client's resources; the client has none of its own.
    public override ValueTask DisposeAsync() => default;

    private async Task<string> StartAsync(
        string? chosenId, HistoryEvent start, ReusePolicy reuse, CancellationToken cancellation)
    {
        if (!services.Functions.TryGetOrchestrator(start.Name!, out _))
        {
            throw new ArgumentException(services.Functions.OrchestratorNotFound(start.Name!).ErrorMessage);
        }

        var instanceId = chosenId ?? Guid.NewGuid().ToString("N");
        using var span = DurableSpans.StartCreation(start, instanceId);
        var mail = new StartMail(start, reuse, isFresh: chosenId is null);
        services.Instances.Post(instanceId, mail);
        return await services.AnswerAsync(mail.Answer, cancellation);
    }

    private async Task SendAsync(string instanceId, HistoryEvent e, CancellationToken cancellation)
    {
        EnsureWritable(cancellation);
        InstanceIds.EnsureOrchestration(instanceId);
        using var span = DurableSpans.StartRaise(e, instanceId);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.Instances.Post(instanceId, new EventMail(e, done));
        await services.AnswerAsync(done, cancellation);
    }

    private void EnsureWritable(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        services.EnsureWritable();
    }

    private void EnsureRunning(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        services.EnsureRunning();
    }
}
