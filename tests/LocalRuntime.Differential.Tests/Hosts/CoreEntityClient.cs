using DurableTask.Core;
using DurableTask.Core.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>An entity client of the core's service.</summary>
internal sealed class CoreEntityClient(CoreService service) : DurableEntityClient("core")
{
    private readonly JsonDataConverter _converter = JsonDataConverter.Default;

    public override Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var longest = service.EntityBackendProperties.MaximumSignalDelayTime;
        var signal = ClientEntityHelpers.EmitOperationSignal(
            new OrchestrationInstance { InstanceId = id.ToString() },
            Guid.NewGuid(),
            operationName,
            _converter.Serialize(input),
            EntityMessageEvent.GetCappedScheduledTime(now, longest, options?.SignalTime?.UtcDateTime));
        return ((IOrchestrationServiceClient)service).SendTaskOrchestrationMessageAsync(signal.AsTaskMessage());
    }

    public override Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        Task.FromResult(StateOf(id) is { } state ? new EntityMetadata(id, new SerializedData(state, _converter)) : null);

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        Task.FromResult(StateOf(id) is { } state ? new EntityMetadata<T>(id, _converter.Deserialize<T>(state)) : null);

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) => throw NotNeeded();

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) => throw NotNeeded();

    public override Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default) =>
        throw NotNeeded();

    private static NotSupportedException NotNeeded() => new("The official service in memory has no queries of entities.");

    private string? StateOf(EntityInstanceId id) => service.EntityStates.GetValueOrDefault(id.ToString());
}
