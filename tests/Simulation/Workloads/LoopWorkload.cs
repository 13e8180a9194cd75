using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>An orchestration that continues as new for each round; each round signals an entity once.</summary>
internal sealed class LoopWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private readonly int _rounds = world.Random.Next(1, 12);

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Round", static (n, _) => n)
        .Entity(world, "tally", static operation =>
        {
            operation.State.SetState(operation.State.GetState<int>() + operation.GetInput<int>());
            return null;
        })
        .Orchestrator<int>("Loop", static async (context, rounds) =>
        {
            if (rounds == 0)
            {
                return "end";
            }

            if (rounds % 2 == 0)
            {
                await context.CallActivityAsync<int>("Round", rounds);
            }
            else if (rounds % 3 == 0)
            {
                await context.CreateTimer(TimeSpan.FromMinutes(rounds), CancellationToken.None);
            }

            await context.Entities.SignalEntityAsync(new EntityInstanceId("tally", context.InstanceId), "add", rounds);
            context.ContinueAsNew(rounds - 1);
            return null;
        });

    public override void Verify()
    {
        EnsureOutput(Id, "\"end\"");
        var tally = World.State.FindEntity(new EntityInstanceId("tally", Id).ToString())?.State;
        var expected = (_rounds * (_rounds + 1) / 2).ToString(CultureInfo.InvariantCulture);
        if (tally != expected)
        {
            throw Violation($"the tally is {tally}, but the model says {expected}");
        }

        if (Row(Id).Generation != _rounds)
        {
            throw Violation($"continued as new {Row(Id).Generation} times, but the model says {_rounds}");
        }
    }

    protected override Task WorkAsync(DurableTaskClient client) => RunAsync(client, "Loop", Id, _rounds);
}
