using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>An orchestration that continues as new while activities of the round are still open, so that their outcomes and its events race.</summary>
internal sealed class RaceWorkload(SimulatedWorld world, string id) : MessageWorkload(world, id)
{
    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Run", static (n, _) => n)
        .Orchestrator<List<int>>("Race", static async (context, collected) =>
        {
            collected ??= [];
            var activities = Enumerable.Range(0, 3).Select(n => context.CallActivityAsync<int>("Run", n)).ToList();
            var value = context.WaitForExternalEvent<int>("value");
            await Task.WhenAny(activities[0], value);
            if (!value.IsCompleted && context.NewGuid().ToByteArray()[0] % 2 == 0)
            {
                await value;
            }

            if (value.IsCompleted)
            {
                if (await value == End)
                {
                    return collected;
                }

                collected.Add(await value);
            }

            context.ContinueAsNew(collected);
            return null;
        });

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        await EnsureStartedAsync(client, "Race", Id, null);
        await SendAllAsync(client);
        await EndAsync(client, Id);
    }
}
