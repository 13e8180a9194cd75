using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Speculation;

/// <summary>Cancels an attempt when another one has published the result of its task, or the job has ended.</summary>
internal static class SupersededAttempt
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Runs an attempt.</summary>
    /// <param name="store">Where results are published.</param>
    /// <param name="result">The object that is there when the task is done.</param>
    /// <param name="job">An object that is there while the job runs.</param>
    /// <param name="work">The attempt.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>What the attempt returned, or the result that another one published.</returns>
    /// <exception cref="ObjectNotFoundException">The job has ended.</exception>
    public static async Task<T> RunAsync<T>(
        IObjectStore store, string result, string job, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // On a thread of its own: work may compute for long before it first waits.
        var attempt = Task.Run(() => work(stop.Token), CancellationToken.None);
        _ = attempt.ContinueWith(
            static (ended, source) =>
            {
                _ = ended.Exception;
                ((CancellationTokenSource)source!).Dispose();
            },
            stop,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        using var timer = new PeriodicTimer(Interval);
        while (await Task.WhenAny(attempt, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != attempt)
        {
            if (await store.ExistsAsync(result, cancellationToken) || !await store.ExistsAsync(job, cancellationToken))
            {
                // An orchestration ends when all its activities have, so one that does not react is left to itself.
                await CancelAsync(stop);
                await Task.WhenAny(attempt, Task.Delay(Grace, CancellationToken.None));
                return await store.ReadJsonAsync<T>(result, cancellationToken);
            }
        }

        return await attempt;
    }

    private static async Task CancelAsync(CancellationTokenSource stop)
    {
        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended in this moment.
        }
    }
}
