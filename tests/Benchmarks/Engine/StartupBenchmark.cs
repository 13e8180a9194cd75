using System.Diagnostics;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>
/// The start of an engine on a state folder with many finished instances and some unfinished ones, that wait in equal parts
/// for an event, a timer and an activity. It ends when a new orchestration has ended on it.
/// </summary>
internal static class StartupBenchmark
{
    private const int Starters = 200;

    /// <summary>Seconds of the starts, and instances a second that a purge of all the finished ones deletes.</summary>
    public static async Task<(List<double> StartSeconds, double PurgedPerSecond)> MeasureAsync(
        int finished, int unfinished, int starts, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder, finished, unfinished, cancellationToken);
        var seconds = new List<double>();
        for (var start = 0; start < starts; start++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var host = await HostOn(folder).StartAsync(cancellationToken);
            await host.RunAsync<int>("Done", 1, cancellationToken: cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return (seconds, await PurgeAsync(folder, finished + starts, cancellationToken));
    }

    private static async Task FillAsync(TemporaryFolder folder, int finished, int unfinished, CancellationToken cancellationToken)
    {
        await using var host = await HostOn(folder).StartAsync(cancellationToken);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Starters).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < finished + unfinished;)
            {
                if (i < unfinished)
                {
                    await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", i % 3, cancellationToken);
                }
                else
                {
                    await host.RunAsync<int>("Done", i, cancellationToken: cancellationToken);
                }
            }
        }));
        await WaitUntilRunningAsync(host.Client, unfinished, cancellationToken);
    }

    private static async Task WaitUntilRunningAsync(DurableTaskClient client, int count, CancellationToken cancellationToken)
    {
        var running = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running] };
        while (await client.GetAllInstancesAsync(running).CountAsync(cancellationToken) < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    private static async Task<double> PurgeAsync(TemporaryFolder folder, int finished, CancellationToken cancellationToken)
    {
        await using var host = await HostOn(folder).StartAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var purged = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return purged.PurgedInstanceCount == finished
            ? finished / elapsed.TotalSeconds
            : throw new InvalidOperationException($"{purged.PurgedInstanceCount} of {finished} instances were purged.");
    }

    private static DurableTestHost HostOn(TemporaryFolder folder) =>
        new DurableTestHost(options => options.StateDirectory = folder.Path)
            .AddActivity<int, int>("Endless", async (invocation, n) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, invocation.CancellationToken);
                return n;
            })
            .AddOrchestrator<int, int>("Done", (_, n) => Task.FromResult(n))
            .AddOrchestrator<int, int>("Wait", async (context, what) =>
            {
                switch (what)
                {
                    case 0:
                        return await context.WaitForExternalEvent<int>("go");
                    case 1:
                        await context.CreateTimer(TimeSpan.FromDays(365), CancellationToken.None);
                        return 0;
                    default:
                        return await context.CallActivityAsync<int>("Endless", what);
                }
            });
}
