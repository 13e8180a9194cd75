using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Client;

/// <summary>The official entity client on an engine in this process.</summary>
internal sealed class EngineEntityClient(string name, EngineServices services) : DurableEntityClient(name)
{
    private const int CleanPage = 500;

    public override async Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        services.EnsureWritable();
        ArgumentNullException.ThrowIfNull(id.Name);
        using var span = DurableSpans.StartSignal(id, operationName, options?.SignalTime);
        var message = new EntityMessage
        {
            Kind = EntityMessageKind.Signal,
            Operation = operationName,
            Input = services.Converter.Serialize(input),
            Span = SpanLink.Of(span),
        };
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (options?.SignalTime is { } time && time.UtcTicks > services.NowTicks)
        {
            var row = services.Router.Row(id.ToString(), message, time.UtcTicks);
            var step = new StoreStep
            {
                Committed = () =>
                {
                    services.Router.Deliver(row, message);
                    done.TrySetResult();
                },
                Abandoned = exception => done.TrySetException(exception),
            };
            step.Send(row);
            services.Pipeline.Submit(step);
        }
        else
        {
            services.Entities.Post(id.ToString(), new EntityMail(message, done));
        }

        await services.AnswerAsync(done, cancellation);
    }

    public override async Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is { } row ? Metadata(row, includeState) : null;

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is { } row ? Metadata<T>(row, includeState) : null;

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) =>
        Query(filter, Metadata);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) =>
        Query(filter, Metadata<T>);

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        var wanted = request ?? CleanEntityStorageRequest.Default;
        var token = wanted.ContinuationToken;
        var (removed, released) = (0, 0);
        do
        {
            EnsureRunning(cancellation);
            var page = await services.Store.QueryEntitiesAsync(new EntityFilter { After = token, IncludeStateless = true, Limit = CleanPage });
            foreach (var row in page)
            {
                if (wanted.ReleaseOrphanedLocks && row.LockedBy is not null && await IsOrphanedAsync(row))
                {
                    await SendAsync(row.Id, new EntityMessage { Kind = EntityMessageKind.Release, CallerId = row.LockedBy, LockId = row.LockId }, cancellation);
                    released++;
                }
                else if (wanted.RemoveEmptyEntities && row.IsEmpty && services.Entities.Backlog(row.Id) == 0)
                {
                    await SendAsync(row.Id, new EntityMessage { Kind = EntityMessageKind.Delete }, cancellation);
                    removed++;
                }
            }

            token = page.Count == CleanPage ? page[^1].Id : null;
        }
        while (continueUntilComplete && token is not null);

        return new CleanEntityStorageResult { EmptyEntitiesRemoved = removed, OrphanedLocksReleased = released, ContinuationToken = token };
    }

    private AsyncPageable<TMetadata> Query<TMetadata>(EntityQuery? filter, Func<EntityRow, bool, TMetadata> select)
        where TMetadata : notnull
    {
        var query = filter ?? new EntityQuery();
        return Pageable.Create<TMetadata>(async (continuation, pageSize, cancellation) =>
        {
            EnsureRunning(cancellation);
            var size = Math.Clamp(pageSize ?? query.PageSize ?? EntityQuery.DefaultPageSize, 1, 10_000);
            var rows = await services.Store.QueryEntitiesAsync(new EntityFilter
            {
                IdPrefix = query.InstanceIdStartsWith,
                After = continuation ?? query.ContinuationToken,
                ModifiedFrom = query.LastModifiedFrom?.UtcTicks,
                ModifiedTo = query.LastModifiedTo?.UtcTicks,
                IncludeStateless = query.IncludeTransient,
                Limit = size + 1,
            });
            return new Page<TMetadata>(
                [.. rows.Take(size).Select(row => select(row, query.IncludeState))], rows.Count > size ? rows[size - 1].Id : null);
        });
    }

    private async Task<bool> IsOrphanedAsync(EntityRow row)
    {
        var owner = await services.Store.FindInstanceAsync(row.LockedBy!, withInput: false);
        return owner is not { IsFinished: false } || owner.Execution != row.LockedByExecution;
    }

    private async Task SendAsync(string entityId, EntityMessage message, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.Entities.Post(entityId, new EntityMail(message, done));
        await services.AnswerAsync(done, cancellation);
    }

    private async Task<EntityRow?> FindAsync(EntityInstanceId id, CancellationToken cancellation)
    {
        EnsureRunning(cancellation);
        ArgumentNullException.ThrowIfNull(id.Name);
        return await services.Store.FindEntityAsync(id.ToString()) is { State: not null } row ? row : null;
    }

    private EntityMetadata Metadata(EntityRow row, bool includeState) => new(
        EntityInstanceId.FromString(row.Id),
        includeState && row.State is { } state ? new SerializedData(state, services.Converter) : null)
    {
        LastModifiedTime = new DateTimeOffset(row.Modified, TimeSpan.Zero),
        BacklogQueueSize = services.Entities.Backlog(row.Id),
        LockedBy = row.LockedBy,
    };

    private EntityMetadata<T> Metadata<T>(EntityRow row, bool includeState)
    {
        var id = EntityInstanceId.FromString(row.Id);
        var modified = new DateTimeOffset(row.Modified, TimeSpan.Zero);
        var backlog = services.Entities.Backlog(row.Id);
        return includeState && row.State is { } state
            ? new EntityMetadata<T>(id, services.Converter.Deserialize<T>(state))
            {
                LastModifiedTime = modified,
                BacklogQueueSize = backlog,
                LockedBy = row.LockedBy,
            }
            : new EntityMetadata<T>(id) { LastModifiedTime = modified, BacklogQueueSize = backlog, LockedBy = row.LockedBy };
    }

    private void EnsureRunning(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        services.EnsureRunning();
    }
}
