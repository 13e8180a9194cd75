using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>Reports what happened in this process to both entities, <c>PriorityCounters</c> and <c>WorkMonitor</c>.</summary>
internal sealed class WorkReporter(PriorityBoard board, WorkMeter meter, TimeProvider time)
{
    /// <summary>How often single items are reported at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often a batch that takes long is reported.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _reported;

    /// <summary>Reports what was not reported yet. What does not get through is kept for the next time.</summary>
    public Task ReportAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _reported, time.GetTimestamp());
        return Task.WhenAll(board.ReportAsync(client, cancellationToken), meter.ReportAsync(client, cancellationToken));
    }

    /// <summary>Reports unless that was done a moment ago: for callers that report single items.</summary>
    public Task ReportLaterAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var reported = Volatile.Read(ref _reported);
        return reported != 0 && time.GetElapsedTime(reported) < Pause ? Task.CompletedTask : ReportAsync(client, cancellationToken);
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
}
