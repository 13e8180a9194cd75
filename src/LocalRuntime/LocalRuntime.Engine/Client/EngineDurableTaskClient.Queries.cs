using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;
using CoreEvent = DurableTask.Core.History.HistoryEvent;

namespace WorkDistribution.LocalRuntime.Engine.Client;

internal sealed partial class EngineDurableTaskClient
{
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        EnsureRunning(cancellation);
        InstanceIds.EnsureOrchestration(instanceId);
        var row = await services.Store.FindInstanceAsync(instanceId, withInput: true);
        return row is null ? null : Metadata(row, getInputsAndOutputs);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static row => row.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static row => row.IsFinished, getInputsAndOutputs, cancellation);

    public override async Task<IList<CoreEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        EnsureRunning(cancellation);
        InstanceIds.EnsureOrchestration(instanceId);
        var row = await services.Store.FindInstanceAsync(instanceId, withInput: true)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        try
        {
            return CoreHistory.Of(row, await services.Store.LoadHistoryAsync(row.Execution));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidOperationException(
                $"The history of the orchestration with the instanceId {instanceId} cannot be read: {e.Message}", e);
        }
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        if (query.InstanceIdPrefix is { Length: > 0 } prefix)
        {
            InstanceIds.EnsureOrchestration(prefix);
        }

        if (query.TaskHubNames is { } hubs && !hubs.Contains(Name, StringComparer.OrdinalIgnoreCase))
        {
            return Pageable.Create<OrchestrationMetadata>((_, _, _) => Task.FromResult(new Page<OrchestrationMetadata>([])));
        }

        return Pageable.Create<OrchestrationMetadata>(async (continuation, pageSize, cancellation) =>
        {
            EnsureRunning(cancellation);
            var size = PageSize(pageSize ?? query.PageSize);
            var rows = await services.Store.QueryInstancesAsync(new InstanceFilter
            {
                Statuses = query.Statuses?.ToList(),
                CreatedFrom = query.CreatedFrom?.UtcTicks,
                CreatedTo = query.CreatedTo?.UtcTicks,
                IdPrefix = query.InstanceIdPrefix,
                After = continuation ?? query.ContinuationToken,
                WithInputs = true,
                Limit = size + 1,
            });
            return new Page<OrchestrationMetadata>(
                [.. rows.Take(size).Select(row => Metadata(row, query.FetchInputsAndOutputs))],
                rows.Count > size ? rows[size - 1].Id : null);
        });
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        EnsureRunning(cancellation);
        var size = PageSize(pageSize);
        var rows = await services.Store.QueryInstancesAsync(new InstanceFilter
        {
            Statuses = runtimeStatus?.ToList(),
            CompletedFrom = completedTimeFrom?.UtcTicks,
            CompletedTo = completedTimeTo?.UtcTicks,
            After = lastInstanceKey,
            Limit = size + 1,
        });
        return new Page<string>([.. rows.Take(size).Select(row => row.Id)], rows.Count > size ? rows[size - 1].Id : null);
    }

    private static int PageSize(int wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted);
        return Math.Min(wanted, 10_000);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRow, bool> until, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        EnsureRunning(cancellation);
        InstanceIds.EnsureOrchestration(instanceId);

        // Added before the look at the store, so that no change falls between the two. An id that is not there yet is waited for.
        var wait = services.Waiters.Add(instanceId, until);
        try
        {
            var row = await services.Store.FindInstanceAsync(instanceId, withInput: true);
            if (row is null || !until(row))
            {
                using var cancelled = cancellation.UnsafeRegister(_ => wait.TrySetCanceled(cancellation), null);
                row = await wait.Task;
            }

            return Metadata(row, getInputsAndOutputs);
        }
        finally
        {
            services.Waiters.Remove(instanceId, wait);
        }
    }

    /// <summary>The output; that of a failed instance is its failure as text, as the official Azure Storage backend writes it.</summary>
    private static string? Output(InstanceRow row) =>
        row.Failure is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : row.Output;

    private OrchestrationMetadata Metadata(InstanceRow row, bool withInputsAndOutputs) => new OrchestrationMetadata(row.Name, row.Id)
    {
        RuntimeStatus = row.Status,
        CreatedAt = new DateTimeOffset(row.Created, TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(row.Updated, TimeSpan.Zero),
        Tags = row.Tags ?? new Dictionary<string, string>(),
        DataConverter = withInputsAndOutputs ? services.Converter : null,
        SerializedInput = withInputsAndOutputs ? row.Input : null,
        SerializedOutput = withInputsAndOutputs ? Output(row) : null,
        SerializedCustomStatus = withInputsAndOutputs ? row.CustomStatus : null,
        FailureDetails = withInputsAndOutputs && row.Failure is { } failure ? Failures.Details(failure) : null,
    }.WithParkedReason(row.ParkedReason);
}
