using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>
/// An orchestration and its sub-orchestration wait for ever, the former holding a lock. They are terminated together;
/// then another one gets the lock.
/// </summary>
internal sealed class TerminationWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private string Child => $"{Id}-child";

    private string Next => $"{Id}-next";

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Entity(world, "door", static operation =>
        {
            operation.State.SetState(operation.State.GetState<int>() + 1);
            return operation.State.GetState<int>();
        })
        .Orchestrator<string>("WaitForEver", static (context, _) => context.WaitForExternalEvent<object?>("never"))
        .Orchestrator<string>("Hold", static async (context, child) =>
        {
            var waiting = context.CallSubOrchestratorAsync<int>("WaitForEver", string.Empty, new SubOrchestrationOptions { InstanceId = child });
            await using (await context.Entities.LockEntitiesAsync(new EntityInstanceId("door", context.InstanceId)))
            {
                await context.WaitForExternalEvent<int>("never");
            }

            return await waiting;
        })
        .Orchestrator<string>("Enter", static async (context, door) =>
        {
            var entity = new EntityInstanceId("door", door);
            await using (await context.Entities.LockEntitiesAsync(entity))
            {
                return await context.Entities.CallEntityAsync<int>(entity, "enter");
            }
        });

    public override void Verify()
    {
        EnsureOutput(Id, "\"enough\"", OrchestrationRuntimeStatus.Terminated);
        EnsureOutput(Child, "\"enough\"", OrchestrationRuntimeStatus.Terminated);
        EnsureOutput(Next, "1");
    }

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        await EnsureStartedAsync(client, "Hold", Id, Child);
        while (await PersistAsync(() => client.GetInstanceAsync(Child)) is null)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), World.Process.Clock);
        }

        await EnsureStartedAsync(client, "Enter", Next, Id);
        await PersistAsync(() => TerminateAsync(client));
        await EndAsync(client, Id);
        await EndAsync(client, Child);
        await EndAsync(client, Next);
    }

    private async Task<bool> TerminateAsync(DurableTaskClient client)
    {
        try
        {
            if (await client.GetInstanceAsync(Id) is { IsCompleted: false })
            {
                await client.TerminateInstanceAsync(Id, new TerminateInstanceOptions("enough", Recursive: true));
            }
        }
        catch (InvalidOperationException)
        {
            // An earlier request was pending during an outage, and has been carried out since.
        }

        return true;
    }
}
