using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>An instance of the newest version, while the engine may be of an older one: it is left alone until that is not so, or fails and is rewound.</summary>
internal sealed class VersionWorkload(SimulatedWorld world, string id) : MessageWorkload(world, id)
{
    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Orchestrator<string>("Versioned", static async (context, _) =>
        {
            List<int> collected = [];
            while (await context.WaitForExternalEvent<int>("value") is var value and not End)
            {
                collected.Add(value);
            }

            return context.Version == Deployment.NewVersion ? collected : throw new InvalidOperationException($"It has version '{context.Version}'.");
        });

    public override bool MayPark(string instanceId) => instanceId == Id;

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        await PersistAsync(async () =>
        {
            if (await client.GetInstanceAsync(Id) is null)
            {
                try
                {
                    await client.ScheduleNewOrchestrationInstanceAsync(
                        "Versioned", null, new StartOrchestrationOptions(Id) { Version = Deployment.NewVersion });
                }
                catch (OrchestrationAlreadyExistsException)
                {
                    return false;
                }
            }

            return true;
        });
        if (World.Deployment.VersionFailure == VersionFailure.Fail && World.Deployment.Version != Deployment.NewVersion)
        {
            // It fails before it takes an event, and events to what has ended are dropped.
            await EndAsync(client, Id);
            World.WantsRepair = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, World.Process.Clock);
        }

        if (await PersistAsync(() => client.GetInstanceAsync(Id)) is { RuntimeStatus: OrchestrationRuntimeStatus.Failed })
        {
            await PersistAsync(async () =>
            {
                try
                {
                    await client.RewindInstanceAsync(Id, "deployed");
                }
                catch (InvalidOperationException)
                {
                    return false;
                }

                return true;
            });
        }

        await SendAllAsync(client);
        await EndAsync(client, Id);
    }
}
