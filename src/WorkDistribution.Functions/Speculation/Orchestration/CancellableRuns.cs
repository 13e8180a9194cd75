using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Runs handlers that can be cancelled from any process: by an object that says so, which is looked for again and again.</summary>
internal sealed class CancellableRuns(IObjectStore store, WorkHandlers handlers, IServiceScopeFactory scopes, TimeProvider time)
{
    private const int MaxResultBytes = 16 * 1024;
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
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(order.TimeoutSeconds), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, timeout.Token);
            var work = Task.Run(() => CallAsync(order, either.Token), CancellationToken.None);
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
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"'{order.Work.Handler}' did not end within {order.TimeoutSeconds} s. Raise timeoutSeconds or give it less to do.");
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        double Elapsed() => time.GetElapsedTime(started).TotalMilliseconds;
    }

    private async Task<JsonElement?> CallAsync(RunOrder order, CancellationToken cancellationToken)
    {
        if (!handlers.TryGet(order.Work.Handler, out var registration))
        {
            throw new InvalidOperationException($"There is no handler '{order.Work.Handler}' in this app.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var context = new WorkContext($"{order.Speculation}-{order.Run}", "normal", 1, time.GetUtcNow());
        // A handler that does not react to its token is left to itself.
        var value = await registration.Create(scope.ServiceProvider).RunAsync(order.Work.Payload, context, cancellationToken).WaitAsync(cancellationToken);
        if (value is null)
        {
            return null;
        }

        var result = JsonSerializer.SerializeToElement(value, value.GetType(), JsonSerializerOptions.Web);
        return Encoding.UTF8.GetByteCount(result.GetRawText()) <= MaxResultBytes
            ? result
            : throw new InvalidOperationException($"The result has more than {MaxResultBytes} bytes: store it elsewhere and return a reference.");
    }
}
