using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Runs handlers that can be cancelled from any process: by an object that says so, which is looked for again and again.</summary>
internal sealed class CancellableRuns(IObjectStore store, HandlerCalls calls, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private int _running;

    /// <summary>Workers of this process without work: as many run as there are processors, and two at least.</summary>
    public int Idle => Math.Max(0, Math.Max(2, Environment.ProcessorCount) - Volatile.Read(ref _running));

    /// <summary>Runs work to its end or its cancellation.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<FinishedRun> RunAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        Interlocked.Increment(ref _running);
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var context = new WorkContext($"{order.Speculation}-{order.Run}", "normal", 1, time.GetUtcNow());
            var work = Task.Run(
                () => calls.RunAsync(order.Work.Handler, order.Work.Payload, context, TimeSpan.FromSeconds(order.TimeoutSeconds), stop.Token), CancellationToken.None);
            using var timer = new PeriodicTimer(Interval);
            var cancellation = SpeculationLayout.Cancellation(order.Speculation, order.Run);
            while (await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != work)
            {
                if (await store.ExistsAsync(cancellation, cancellationToken))
                {
                    await stop.CancelAsync();
                    break;
                }
            }

            try
            {
                return new FinishedRun(await work, Elapsed(), IsCancelled: false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return new FinishedRun(null, Elapsed(), IsCancelled: true);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        double Elapsed() => time.GetElapsedTime(started).TotalMilliseconds;
    }
}
