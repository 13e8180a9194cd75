using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>A client of the core's service, with what scenarios on the core need.</summary>
internal sealed class CoreClient(CoreService service) : DurableTaskClient("core")
{
    private readonly JsonDataConverter _converter = JsonDataConverter.Default;

    public override DurableEntityClient Entities { get; } = new CoreEntityClient(service);

    private IOrchestrationServiceClient Service => service;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var instance = new OrchestrationInstance
        {
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            ExecutionId = Guid.NewGuid().ToString("N"),
        };
        var start = new ExecutionStartedEvent(-1, _converter.Serialize(input))
        {
            Name = orchestratorName.Name,
            Version = options?.Version?.Version ?? string.Empty,
            OrchestrationInstance = instance,
            ScheduledStartTime = options?.StartAt?.UtcDateTime,

            // A rewind resets the trace context, and takes it for granted.
            ParentTraceContext = new DistributedTraceContext($"00-{Guid.NewGuid():N}-0000000000000001-00"),
        };
        await Service.CreateTaskOrchestrationAsync(new TaskMessage { OrchestrationInstance = instance, Event = start });
        return instance.InstanceId;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new EventRaisedEvent(-1, _converter.Serialize(eventPayload)) { Name = eventName });

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason));

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Service.ForceTerminateTaskOrchestrationAsync(instanceId, _converter.Serialize(options?.Output));

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionRewoundEvent(-1, reason));

    public override Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult<IList<HistoryEvent>>([.. service.Histories[instanceId]]);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await Service.GetOrchestrationStateAsync(instanceId, null) is { } state ? Metadata(state) : null;

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Metadata(await Service.WaitForOrchestrationAsync(instanceId, null, TimeSpan.Zero, cancellation));

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw NotNeeded();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw NotNeeded();

    public override ValueTask DisposeAsync() => default;

    private static NotSupportedException NotNeeded() => new("Scenarios that need this run on the official test host.");

    private Task SendAsync(string instanceId, HistoryEvent e) => Service.SendTaskOrchestrationMessageAsync(
        new TaskMessage { OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = e });

    private OrchestrationMetadata Metadata(OrchestrationState state) => new(state.Name, state.OrchestrationInstance.InstanceId)
    {
        RuntimeStatus = Enum.Parse<OrchestrationRuntimeStatus>(state.OrchestrationStatus.ToString()),
        LastUpdatedAt = state.LastUpdatedTime,
        SerializedInput = state.Input,
        SerializedOutput = state.Output,
        SerializedCustomStatus = state.Status,
        FailureDetails = Details(state.FailureDetails),
        DataConverter = _converter,
    };

    private static TaskFailureDetails? Details(FailureDetails? failure) => failure is null
        ? null
        : new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, Details(failure.InnerFailure), failure.Properties);
}
