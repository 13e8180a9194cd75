using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Many activities at once; every third fails at first and is tried again.</summary>
internal sealed class FanOutWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private readonly int _width = world.Random.Next(1, 16);

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Square", static (n, _) => n * n)
        .Activity(world, "FlakySquare", static (n, runs) => runs <= n % 3 ? throw new InvalidOperationException("flaky") : n * n)
        .Orchestrator<int>("FanOut", static async (context, width) =>
        {
            var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), 2));
            var squares = await Task.WhenAll(Enumerable.Range(0, width).Select(n => n % 3 == 2
                ? context.CallActivityAsync<int>("FlakySquare", n, retry)
                : context.CallActivityAsync<int>("Square", n)));
            return squares.Sum();
        });

    public override void Verify()
    {
        EnsureOutput(Id, Enumerable.Range(0, _width).Sum(n => n * n).ToString(CultureInfo.InvariantCulture));
        var again = World.ActivityRuns.Where(run => run.InstanceId == Id && run.Activity == "Square")
            .GroupBy(run => run).FirstOrDefault(same => same.Count() > 1);
        if (again is not null)
        {
            throw Violation($"activity {again.Key.Argument} ran twice although the process did not crash in between");
        }
    }

    protected override Task WorkAsync(DurableTaskClient client) => RunAsync(client, "FanOut", Id, _width);
}
