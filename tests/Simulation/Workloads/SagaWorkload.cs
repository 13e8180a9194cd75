using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Steps one after the other; if one fails, those before it are compensated in reverse.</summary>
internal sealed class SagaWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private readonly SagaPlan _plan = SagaPlan.Of(world.Random);

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Do", static (step, _) => step < 0 ? throw new InvalidOperationException("refused") : step)
        .Activity(world, "Undo", static (step, runs) => step % 2 == 1 && runs == 1 ? throw new InvalidOperationException("flaky") : step)
        .Orchestrator<SagaPlan>("Saga", RunAsync);

    public override void Verify()
    {
        var undone = Enumerable.Range(1, _plan.FailsAt - 1).Reverse().ToArray();
        EnsureOutput(Id, _plan.Fails ? $"\"undone {string.Join(',', undone)}\"" : "\"done\"");

        // A step whose outcome was committed never runs again: so the runs are the plan's, each maybe several times.
        int[] expected = _plan.Fails
            ? [.. Enumerable.Range(1, _plan.FailsAt - 1), -_plan.FailsAt, .. undone]
            : [.. Enumerable.Range(1, _plan.Steps)];
        var runs = World.ActivityRuns.Where(run => run.InstanceId == Id).ToList();
        var distinct = runs.Select(run => $"{run.Activity} {run.Argument}").Aggregate(
            new List<string>(), static (list, run) =>
            {
                if (list.Count == 0 || list[^1] != run)
                {
                    list.Add(run);
                }

                return list;
            });
        var planned = expected.Select((step, i) => string.Create(
            CultureInfo.InvariantCulture, $"{(_plan.Fails && i >= _plan.FailsAt ? "Undo" : "Do")} {step}"));
        if (!distinct.SequenceEqual(planned))
        {
            throw Violation($"ran {string.Join(", ", distinct)}, but the model says {string.Join(", ", planned)}");
        }
    }

    protected override Task WorkAsync(DurableTaskClient client) => RunAsync(client, "Saga", Id, _plan);

    private static async Task<object?> RunAsync(TaskOrchestrationContext context, SagaPlan plan)
    {
        var done = new Stack<int>();
        try
        {
            for (var step = 1; step <= plan.Steps; step++)
            {
                await context.CallActivityAsync<int>("Do", plan.Fails && step == plan.FailsAt ? -step : step);
                done.Push(step);
            }

            return "done";
        }
        catch (TaskFailedException)
        {
            List<int> undone = [];
            var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5)));
            while (done.TryPop(out var step))
            {
                undone.Add(await context.CallActivityAsync<int>("Undo", step, retry));
            }

            return $"undone {string.Join(',', undone)}";
        }
    }
}
