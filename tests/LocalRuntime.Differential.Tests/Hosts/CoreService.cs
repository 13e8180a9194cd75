using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.History;
using Microsoft.DurableTask.Testing.Sidecar;
using CoreEntities = DurableTask.Core.Common.Entities;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>
/// The official in-memory service, with what the official dispatchers need of a service to run entities, and with the
/// histories and entity states it has committed.
/// </summary>
internal sealed class CoreService : InMemoryOrchestrationService, IEntityOrchestrationService, IOrchestrationServiceClient, IDisposable
{
    private const string ScheduledOperation = "op@";

    private readonly Channel<TaskOrchestrationWorkItem> _orchestrations = Channel.CreateUnbounded<TaskOrchestrationWorkItem>();
    private readonly Channel<TaskOrchestrationWorkItem> _entities = Channel.CreateUnbounded<TaskOrchestrationWorkItem>();
    private readonly CancellationTokenSource _stop = new();
    private Task _pump = Task.CompletedTask;

    public ConcurrentDictionary<string, IReadOnlyList<HistoryEvent>> Histories { get; } = new();

    public ConcurrentDictionary<string, string?> EntityStates { get; } = new();

    public EntityBackendProperties EntityBackendProperties { get; } = new()
    {
        EntityMessageReorderWindow = TimeSpan.FromMinutes(30),
        MaxConcurrentTaskEntityWorkItems = Environment.ProcessorCount,
        MaximumSignalDelayTime = TimeSpan.FromDays(6),
        SupportsImplicitEntityDeletion = false,
        UseSeparateQueueForEntityWorkItems = true,
    };

    public EntityBackendQueries? EntityBackendQueries => null;

    Task IOrchestrationService.StartAsync()
    {
        _pump = PumpAsync();
        return Task.CompletedTask;
    }

    public async Task<TaskOrchestrationWorkItem> LockNextOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await _orchestrations.Reader.ReadAsync(cancellationToken);

    public async Task<TaskOrchestrationWorkItem> LockNextEntityWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await _entities.Reader.ReadAsync(cancellationToken);

    Task IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        if (CoreEntities.IsEntityInstance(workItem.InstanceId))
        {
            EntityStates[workItem.InstanceId] = ClientEntityHelpers.GetEntityState(newOrchestrationRuntimeState.Input);
        }
        else
        {
            Histories[workItem.InstanceId] = [.. newOrchestrationRuntimeState.Events];
        }

        return CompleteAsync(
            workItem,
            newOrchestrationRuntimeState,
            outboundMessages,
            orchestratorMessages,
            timerMessages,
            continuedAsNewMessage,
            orchestrationState);
    }

    Task IOrchestrationService.ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) =>
        workItem is RewindItem ? Task.CompletedTask : ReleaseTaskOrchestrationWorkItemAsync(workItem);

    Task IOrchestrationServiceClient.SendTaskOrchestrationMessageAsync(TaskMessage message) => SendAsync(message);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var item = await LockNextTaskOrchestrationWorkItemAsync(Timeout.InfiniteTimeSpan, _stop.Token);
            if (CoreEntities.IsEntityInstance(item.InstanceId))
            {
                if (item.OrchestrationRuntimeState.Events.Count == 0)
                {
                    CoreEntities.AutoStart(item.InstanceId, item.NewMessages);
                }

                await _entities.Writer.WriteAsync(item);
            }
            else
            {
                await _orchestrations.Writer.WriteAsync(item);
            }
        }
    }

    private async Task CompleteAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState state,
        IList<TaskMessage> activities,
        IList<TaskMessage> messages,
        IList<TaskMessage> timers,
        TaskMessage continuedAsNew,
        OrchestrationState status)
    {
        // The store drops messages of an instance that has ended, so those of a rewound one are sent when it runs again.
        TaskMessage[] own = [.. messages.Where(message => workItem is RewindItem || IsOfThisService(message))];
        await CompleteTaskOrchestrationWorkItemAsync(
            workItem, state, activities, [.. messages.Except(own)], timers, continuedAsNew, status);
        foreach (var message in own)
        {
            await SendAsync(message);
        }
    }

    private static bool IsOfThisService(TaskMessage message) => message.Event is ExecutionRewoundEvent || DueTime(message) is not null;

    private async Task SendAsync(TaskMessage message)
    {
        var id = message.OrchestrationInstance.InstanceId;
        if (message.Event is ExecutionRewoundEvent
            && Histories.TryGetValue(id, out var history)
            && history.OfType<ExecutionCompletedEvent>().Any())
        {
            await _orchestrations.Writer.WriteAsync(new RewindItem(id, history, message));
        }
        else if (DueTime(message) is { } due && due > TimeProvider.System.GetUtcNow())
        {
            _ = SendAtAsync(message, due);
        }
        else
        {
            await SendTaskOrchestrationMessageAsync(message);
        }
    }

    private async Task SendAtAsync(TaskMessage message, DateTimeOffset due)
    {
        await Task.Delay(due - TimeProvider.System.GetUtcNow(), _stop.Token);
        await SendTaskOrchestrationMessageAsync(message);
    }

    /// <summary>A scheduled operation is the service's to hold back; its event's name says until when.</summary>
    private static DateTimeOffset? DueTime(TaskMessage message) =>
        message.Event is EventRaisedEvent { Name: { } name } && name.StartsWith(ScheduledOperation, StringComparison.Ordinal)
            ? DateTimeOffset.Parse(name[ScheduledOperation.Length..], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : null;

    /// <summary>An ended instance, which the store does not hand out, taken up by its rewind.</summary>
    private sealed class RewindItem : TaskOrchestrationWorkItem
    {
        public RewindItem(string instanceId, IReadOnlyList<HistoryEvent> history, TaskMessage rewind)
        {
            InstanceId = instanceId;
            OrchestrationRuntimeState = new OrchestrationRuntimeState([.. history]);
            NewMessages = [rewind];
            LockedUntilUtc = DateTime.MaxValue;
        }
    }
}
