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
            return await PurgeEntityAsync(instanceId, cancellation);
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
        var purged = 0;
        var query = new InstanceFilter
        {
            Statuses = Finished(filter.Statuses),
            CreatedFrom = filter.CreatedFrom?.UtcTicks,
            CreatedTo = filter.CreatedTo?.UtcTicks,
            Limit = PurgePage,
        };
        var page = await services.Store.QueryInstancesAsync(query);
        while (true)
        {
            // The next page is read while this one is deleted.
            var purges = Task.WhenAll(page.Select(row => PurgeAsync(row.Id, options is { Recursive: true }, cancellation, row)));
            var isLast = page.Count < PurgePage;
            var next = isLast ? [] : await services.Store.QueryInstancesAsync(query with { After = page[^1].Id });
            purged += (await purges).Sum();
            if (isLast)
            {
                return new PurgeResult(purged, isComplete: true);
            }

            if (filter.Timeout is { } limit && services.Time.GetElapsedTime(started) >= limit)
            {
                return new PurgeResult(purged, isComplete: false);
            }

            page = next;
        }
    }

    private static List<OrchestrationRuntimeStatus> Finished(IEnumerable<OrchestrationRuntimeStatus>? wanted)
    {
        OrchestrationRuntimeStatus[] finished =
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        var chosen = wanted?.ToList();
        return chosen is null or { Count: 0 } ? [.. finished] : [.. finished.Intersect(chosen)];
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

        var query = new InstanceFilter { ParentId = instanceId, Statuses = Finished(null), Limit = PurgePage };
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

    private async Task<PurgeResult> PurgeEntityAsync(string entityId, CancellationToken cancellation)
    {
        if (await services.Store.FindEntityAsync(entityId) is null)
        {
            return new PurgeResult(0, isComplete: true);
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.Entities.Post(entityId, new EntityMail(new EntityMessage { Kind = EntityMessageKind.Delete }, done));
        await services.AnswerAsync(done, cancellation);
        return new PurgeResult(1, isComplete: true);
    }
}
