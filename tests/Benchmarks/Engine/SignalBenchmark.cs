using System.Diagnostics;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>Signals that add one, from 1,000 callers at once, until the entities hold their sum.</summary>
internal static class SignalBenchmark
{
    private const int Callers = 1_000;

    public static async Task<double> PerSecondAsync(int entities, int signals, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = await new DurableTestHost(options => options.StateDirectory = folder.Path)
            .AddEntity("counter", static operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + operation.GetInput<int>());
                return default;
            })
            .StartAsync(cancellationToken);
        var client = host.Client.Entities;
        EntityInstanceId[] ids = [.. Enumerable.Range(0, entities).Select(i => new EntityInstanceId("counter", $"c{i}"))];
        await client.SignalEntityAsync(ids[0], "add", 0, cancellation: cancellationToken);

        var started = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < signals;)
            {
                await client.SignalEntityAsync(ids[i % ids.Length], "add", 1, cancellation: cancellationToken);
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(started);
        await host.WhenIdleAsync(cancellationToken);
        var sum = 0;
        foreach (var id in ids)
        {
            sum += (await client.GetEntityAsync<int>(id, cancellation: cancellationToken))!.State;
        }

        return sum == signals
            ? signals / elapsed.TotalSeconds
            : throw new InvalidOperationException($"{signals} signals added up to {sum}.");
    }
}
