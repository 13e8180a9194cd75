using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>An instance whose code is missing, throws or takes other actions after some deployments; it gets its events all the same.</summary>
internal sealed class RepairWorkload(SimulatedWorld world, string id) : MessageWorkload(world, id)
{
    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world, CodeFault fault)
    {
        functions.Activity(world, "Prepare", static (n, _) => n).Activity(world, "PrepareOtherwise", static (n, _) => n);
        if (fault != CodeFault.Missing)
        {
            functions.AddOrchestrator("Fragile", invocation =>
            {
                // One that has taken no action yet, maybe because it was suspended, takes what is deployed for what is right.
                var row = world.State.FindInstance(invocation.Context.InstanceId, withInput: false)!;
                var isNew = world.State.History(row.Execution).All(turn => EventCodec.DecodeTurn(turn).Actions.Count == 0);
                return fault == CodeFault.Throws && !isNew
                    ? throw new InvalidOperationException("There is no such service.")
                    : invocation.RunAsync(context => RunAsync(context, fault == CodeFault.TakesOtherActions && !isNew ? "PrepareOtherwise" : "Prepare"));
            });
        }
    }

    public override bool MayPark(string instanceId) => instanceId == Id;

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        try
        {
            await EnsureStartedAsync(client, "Fragile", Id, null);
        }
        catch (ArgumentException)
        {
            // What is not deployed cannot be started; a later life of the client tries again.
            World.WantsRepair = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, World.Process.Clock);
        }

        await SendAllAsync(client);
        await EndAsync(client, Id);
    }

    private static async Task<object?> RunAsync(TaskOrchestrationContext context, string activity)
    {
        var work = Enumerable.Range(0, 3).Select(n => context.CallActivityAsync<int>(activity, n)).ToList();
        List<int> collected = [];
        while (await context.WaitForExternalEvent<int>("value") is var value and not End)
        {
            collected.Add(value);
            if (value % 4 == 3)
            {
                await context.CreateTimer(TimeSpan.FromSeconds(value), CancellationToken.None);
            }
        }

        await Task.WhenAll(work);
        return collected;
    }
}
