using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Host.Management;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>The official entity client on the engine of another host, over its management API.</summary>
internal sealed class RemoteEntityClient(RemoteHost host, string hubName, DataConverter converter) : DurableEntityClient(hubName)
{
    public override async Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var request = new RemoteRequest(HttpMethod.Post, Path(id)) { Body = converter.Serialize(input) }
            .With("op", operationName)
            .With("signalTime", options?.SignalTime);
        (await host.SendAsync(request, cancellation)).EnsureSuccess();
    }

    public override async Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, includeState, cancellation) is { } entity ? RemoteMetadata.Entity(entity, converter) : null;

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, includeState, cancellation) is { } entity ? RemoteMetadata.Entity<T>(entity, converter) : null;

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) =>
        Query(filter, item => RemoteMetadata.Entity(item, converter));

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) =>
        Query(filter, item => RemoteMetadata.Entity<T>(item, converter));

    public override Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default) =>
        throw new NotSupportedException(
            "The management API, over which this host talks to the one of --durable, cannot clean entity storage. "
            + "Call CleanEntityStorageAsync from a function of that host.");

    private static string Form(bool includeState) => includeState ? "exact" : "metadata";

    private static string Path(EntityInstanceId id)
    {
        if (id == default)
        {
            throw new ArgumentException("The entity id is not set.", nameof(id));
        }

        if (id.Key == EntityEndpoints.EmptyKey)
        {
            throw new NotSupportedException(
                $"The entity key '{EntityEndpoints.EmptyKey}' stands for the empty key in the management API. Choose another, or use it from a function of the host of --durable.");
        }

        var key = id.Key.Length == 0 ? EntityEndpoints.EmptyKey : id.Key;
        return $"entities/{RemoteRequest.Segment(id.Name, "entity name")}/{RemoteRequest.Segment(key, "entity key")}";
    }

    private async Task<JsonElement?> FindAsync(EntityInstanceId id, bool includeState, CancellationToken cancellation)
    {
        var request = new RemoteRequest(HttpMethod.Get, Path(id)) { IsRepeatable = true }.With("form", Form(includeState));
        var answer = await host.SendAsync(request, cancellation);
        return answer.IsMissing ? null : answer.EnsureSuccess().Body;
    }

    private AsyncPageable<TMetadata> Query<TMetadata>(EntityQuery? filter, Func<JsonElement, TMetadata> read)
        where TMetadata : notnull
    {
        var query = filter ?? new EntityQuery();
        return Pageable.Create<TMetadata>(async (continuation, pageSize, cancellation) =>
        {
            var size = pageSize ?? query.PageSize ?? EntityQuery.DefaultPageSize;
            var request = new RemoteRequest(HttpMethod.Get, "entities")
            {
                IsRepeatable = true,
                ContinuationToken = continuation ?? query.ContinuationToken,
            };
            request.With("form", Form(query.IncludeState))
                .With("top", size.ToString(CultureInfo.InvariantCulture))
                .With("instanceIdPrefix", query.InstanceIdStartsWith)
                .With("lastOperationTimeFrom", query.LastModifiedFrom)
                .With("lastOperationTimeTo", query.LastModifiedTo)
                .With("includeTransient", query.IncludeTransient);
            var answer = (await host.SendAsync(request, cancellation)).EnsureSuccess();
            return new Page<TMetadata>([.. answer.Body.EnumerateArray().Select(read)], answer.ContinuationToken);
        });
    }
}
