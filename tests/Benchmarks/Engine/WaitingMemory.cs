using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>Many instances that wait for an event, under the engine's default memory budget. Runs in a process of its own.</summary>
internal static class WaitingMemory
{
    private const int AtOnce = 1_000;

    public static async Task RunAsync(int instances, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = await new DurableTestHost(options => options.StateDirectory = folder.Path)
            .AddActivity<int, int>("Same", n => n)
            .AddOrchestrator<int, int>("Wait", async (context, n) =>
                await context.CallActivityAsync<int>("Same", n) + await context.WaitForExternalEvent<int>("go"))
            .StartAsync(cancellationToken);
        string[] last = [];
        foreach (var chunk in Enumerable.Range(0, instances).Chunk(AtOnce))
        {
            last = await Task.WhenAll(chunk.Select(n => host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", n, cancellationToken)));
        }

        await host.WhenIdleAsync(cancellationToken);

        // They do wait, and whoever gets its event goes on.
        await host.Client.RaiseEventAsync(last[0], "go", 1, cancellationToken);
        var end = await host.Client.WaitForInstanceCompletionAsync(last[0], getInputsAndOutputs: true, cancellationToken);
        if (end.ReadOutputAs<int>() != instances - AtOnce + 1)
        {
            throw new InvalidOperationException($"The instance ended as {end.RuntimeStatus} with {end.SerializedOutput}.");
        }
    }
}
