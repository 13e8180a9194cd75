using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.MasterWorker.Orchestration;

namespace WorkDistribution.Functions.MasterWorker.Workers;

/// <summary>
/// Raises reports to masters in batches, one event a master and batch, with duplicates dropped. A message is only taken off the result
/// queue when its event is durable; what that makes twice across batches, the master drops.
/// </summary>
internal sealed class ReportCollector(TimeProvider time) : IAsyncDisposable
{
    private static readonly BatchAccumulatorOptions Bounds = new() { BatchSize = 100, MaxWait = TimeSpan.FromMilliseconds(25), Capacity = 1_000 };

    private readonly BatchAccumulator<(DurableTaskClient Client, TaskReport Report)> _reports = new(RaiseAsync, Bounds, time);

    /// <summary>Adds a report to the next batch and waits until the batch is raised.</summary>
    public Task CollectAsync(DurableTaskClient client, TaskReport report, CancellationToken cancellationToken) =>
        _reports.AddAsync((client, report), cancellationToken);

    public ValueTask DisposeAsync() => _reports.DisposeAsync();

    /// <summary>Keeps one report a task, a success before a failure.</summary>
    public static IReadOnlyList<TaskReport> WithoutDuplicates(IEnumerable<TaskReport> reports) =>
        [.. reports.GroupBy(static report => report.Index).SelectMany(static task => task.Any(static report => report.Error is null)
            ? task.Where(static report => report.Error is null).Take(1)
            : task.DistinctBy(static report => report.Attempt))];

    private static async Task RaiseAsync(IReadOnlyList<(DurableTaskClient Client, TaskReport Report)> reports, CancellationToken cancellationToken)
    {
        foreach (var batch in reports.GroupBy(static entry => entry.Report.Batch, StringComparer.Ordinal))
        {
            await batch.First().Client.RaiseEventAsync(
                batch.Key, MasterOrchestrator.Results, WithoutDuplicates(batch.Select(static entry => entry.Report)), cancellationToken);
        }
    }
}
