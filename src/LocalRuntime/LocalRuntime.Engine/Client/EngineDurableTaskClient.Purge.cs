using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Client;

internal sealed partial class EngineDurableTaskClient
{
    private const int PurgePage = 1000;

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        EnsureWritable(cancellation);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (InstanceIds.IsEntity(instanceId))
        {
            return new PurgeResult(await PurgeEntityAsync(instanceId, cancellation), isComplete: true);
        }

        var count = await PurgeAsync(instanceId, options is { Recursive: true }, cancellation);
        return new PurgeResult(count, isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        EnsureWritable(cancellation);
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout is { } timeout && timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(filter), timeout, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");
        }

        var started = services.Time.GetTimestamp();
        bool IsOver() => filter.Timeout is { } limit && services.Time.GetElapsedTime(started) >= limit;

        var statuses = filter.Statuses?.ToList() ?? [];
        var query = new InstanceFilter
        {
            Statuses = Finished(statuses),
            CreatedFrom = filter.CreatedFrom?.UtcTicks,
            CreatedTo = filter.CreatedTo?.UtcTicks,
            Limit = PurgePage,
        };
        var instances = await PurgePagesAsync(
            after => services.Store.QueryInstancesAsync(query with { After = after }),
            static row => row.Id,
            row => PurgeAsync(row.Id, options is { Recursive: true }, cancellation, row),
            IsOver);
        if (!instances.IsComplete.GetValueOrDefault() || !MatchesEntities(statuses))
        {
            return instances;
        }

        // Officially an entity begins another execution with each batch, so its time of creation is that of its last change.
        var entityQuery = new EntityFilter
        {
            ModifiedFrom = filter.CreatedFrom?.UtcTicks,
            ModifiedTo = filter.CreatedTo?.UtcTicks,
            IncludeStateless = true,
            Limit = PurgePage,
        };
        var entities = await PurgePagesAsync(
            after => services.Store.QueryEntitiesAsync(entityQuery with { After = after }),
            static row => row.Id,
            row => PurgeEntityAsync(row.Id, cancellation),
            IsOver);
        return new PurgeResult(instances.PurgedInstanceCount + entities.PurgedInstanceCount, entities.IsComplete);
    }

    /// <summary>
    /// Whether a purge for those statuses takes entities, which are officially instances that run. A purge that names no
    /// status takes them all; one that names statuses in which an instance has ended takes just those, whatever else it
    /// names; so entities are left only to one that names Running and none of those.
    /// </summary>
    private static bool MatchesEntities(List<OrchestrationRuntimeStatus> statuses) =>
        statuses.Count == 0 || (statuses.Contains(OrchestrationRuntimeStatus.Running) && Finished(statuses).Count == 0);

    private static async Task<PurgeResult> PurgePagesAsync<TRow>(
        Func<string?, ValueTask<IReadOnlyList<TRow>>> read, Func<TRow, string> id, Func<TRow, Task<int>> purge, Func<bool> isOver)
    {
        var purged = 0;
        var page = await read(null);
        while (true)
        {
            // The next page is read while this one is deleted.
            var purges = Task.WhenAll(page.Select(purge));
            var isLast = page.Count < PurgePage;
            var next = isLast ? [] : await read(id(page[^1]));
            purged += (await purges).Sum();
            if (isLast || isOver())
            {
                return new PurgeResult(purged, isComplete: isLast);
            }

            page = next;
        }
    }

    /// <summary>Those of the statuses in which an instance has ended, or all such if none is given.</summary>
    private static List<OrchestrationRuntimeStatus> Finished(List<OrchestrationRuntimeStatus> wanted)
    {
        OrchestrationRuntimeStatus[] finished =
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        return wanted.Count == 0 ? [.. finished] : [.. finished.Intersect(wanted)];
    }

    private async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation, InstanceRow? known = null)
    {
        var mail = new PurgeMail(known);
        services.Instances.Post(instanceId, mail);
        var purged = await services.AnswerAsync(mail.Answer, cancellation);
        if (!recursive)
        {
            return purged;
        }

        var query = new InstanceFilter { ParentId = instanceId, Statuses = Finished([]), Limit = PurgePage };
        while (true)
        {
            var children = await services.Store.QueryInstancesAsync(query);
            foreach (var child in children.Where(child => child.NotifiesParent))
            {
                purged += await PurgeAsync(child.Id, recursive: true, cancellation);
            }

            if (children.Count < PurgePage)
            {
                return purged;
            }

            query = query with { After = children[^1].Id };
        }
    }

    private async Task<int> PurgeEntityAsync(string entityId, CancellationToken cancellation)
    {
        if (await services.Store.FindEntityAsync(entityId) is null)
        {
            return 0;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.Entities.Post(entityId, new EntityMail(new EntityMessage { Kind = EntityMessageKind.Delete }, done));
        await services.AnswerAsync(done, cancellation);
        return 1;
    }
}
