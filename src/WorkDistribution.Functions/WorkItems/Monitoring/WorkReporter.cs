using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>Reports what happened in this process to both entities, <c>PriorityCounters</c> and <c>WorkMonitor</c>.</summary>
internal sealed class WorkReporter(PriorityBoard board, WorkMeter meter, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often single items are reported at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often a batch that takes long is reported.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Callers that reported single items of late: one report a second tells of all.</summary>
    private readonly BatchAccumulator<(WorkReporter Reporter, DurableTaskClient Client)> _later = new(
        static (callers, cancellationToken) => callers[^1].Reporter.ReportAsync(callers[^1].Client, cancellationToken),
        new BatchAccumulatorOptions { MaxWait = Pause },
        time);

    private long _reported;

    /// <summary>Reports what was not reported yet. What does not get through is kept for the next time.</summary>
    public Task ReportAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _reported, time.GetTimestamp());
        return Task.WhenAll(board.ReportAsync(client, cancellationToken), meter.ReportAsync(client, cancellationToken));
    }

    /// <summary>
    /// Reports; if that was done a moment ago, within a second and without the caller: for those that report single items.
    /// </summary>
    public Task ReportLaterAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var reported = Volatile.Read(ref _reported);
        if (reported == 0 || time.GetElapsedTime(reported) >= Pause)
        {
            return ReportAsync(client, cancellationToken);
        }

        // A report that fails is kept for the next.
        _ = _later.AddAsync((this, client), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Runs a batch, and reports when it has ended and every few seconds until then.</summary>
    public async Task ReportWhileAsync(Func<Task> batch, DurableTaskClient client)
    {
        meter.Sample();
        using var ended = new CancellationTokenSource();
        try
        {
            var running = batch();
            while (await Task.WhenAny(running, Task.Delay(Interval, time, ended.Token)) != running)
            {
                await ReportAsync(client, CancellationToken.None);
            }

            await running;
        }
        finally
        {
            await ended.CancelAsync();
            await ReportAsync(client, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _later.DisposeAsync();
}
