using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Timers of milliseconds to months side by side, and one that is cancelled by an activity that is faster.</summary>
internal sealed class TimerWorkload : Workload
{
    private readonly int[] _seconds;

    public TimerWorkload(SimulatedWorld world, string id)
        : base(world, id)
    {
        int[] scales = [1, 60, 3600, 86_400, 40 * 86_400];
        _seconds = [.. Enumerable.Range(0, world.Random.Next(1, 6)).Select(_ => world.Random.Next(5) * scales[world.Random.Next(scales.Length)])];
    }

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Quick", static (n, _) => n)
        .Orchestrator<int[]>("Timers", RunAsync);

    public override void Verify()
    {
        EnsureOutput(Id, _seconds.Sum().ToString(CultureInfo.InvariantCulture));
        var row = Row(Id);
        var took = new TimeSpan(row.Completed - row.Created);
        if (took < TimeSpan.FromSeconds(_seconds.Max()))
        {
            throw Violation($"ended after {took}, but its longest timer takes {_seconds.Max()} s");
        }
    }

    protected override Task WorkAsync(DurableTaskClient client) => RunAsync(client, "Timers", Id, _seconds);

    private static async Task<object?> RunAsync(TaskOrchestrationContext context, int[] seconds)
    {
        var timers = seconds.Select(async s =>
        {
            var due = context.CurrentUtcDateTime.AddSeconds(s);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due ? s : throw new InvalidOperationException($"The timer of {s} s came early.");
        }).ToList();
        using (var cancellation = new CancellationTokenSource())
        {
            var late = context.CreateTimer(TimeSpan.FromDays(100), cancellation.Token);
            var quick = context.CallActivityAsync<int>("Quick", 1);
            if (await Task.WhenAny(late, quick) == late)
            {
                throw new InvalidOperationException("The activity took a hundred days.");
            }

            cancellation.Cancel();
        }

        return (await Task.WhenAll(timers)).Sum();
    }
}
