using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>
/// An orchestration that fails, by itself, in a child, or in a critical section, and with an entity call that is not
/// answered yet. It is rewound until it completes, now and then while it is purged, and begins anew if the purge was first.
/// </summary>
internal sealed class RewindWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private const int Failures = 2;

    private int _attempt = world.Random.Next(100);

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Steady", static (n, _) => n)
        .Activity(world, "Mended", static (n, runs) => runs <= Failures - (n % 2) ? throw new InvalidOperationException("not mended yet") : n)
        .Entity(world, "meter", static operation =>
        {
            operation.State.SetState(operation.State.GetState<int>() + operation.GetInput<int>());
            return operation.State.GetState<int>();
        })
        .Orchestrator<int>("RewoundChild", static async (context, n) =>
            await context.CallActivityAsync<int>("Steady", n) + await context.CallActivityAsync<int>("Mended", n))
        .Orchestrator<int>("Rewound", RunAsync);

    public override void Verify()
    {
        EnsureOutput(Id, Output(_attempt));
        EnsureMeter("once", "1");
        EnsureMeter("locked", "1");
    }

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        while (true)
        {
            await EnsureStartedAsync(client, "Rewound", Id, _attempt);
            try
            {
                var end = await EndAsync(client, Id);
                if (end.RuntimeStatus == OrchestrationRuntimeStatus.Completed)
                {
                    // A start that was pending may have been carried out late, after its attempt was given up.
                    _attempt = end.ReadInputAs<int>();
                    return;
                }
            }
            catch (InvalidOperationException)
            {
                // A purge that was pending has been carried out.
            }

            if (World.Random.Next(4) == 0)
            {
                _attempt += 100;
                await Task.WhenAll(TryAsync(() => client.PurgeInstanceAsync(Id, new PurgeInstanceOptions(Recursive: true))), TryAsync(() => client.RewindInstanceAsync(Id, "mended")));
            }
            else
            {
                await TryAsync(() => client.RewindInstanceAsync(Id, "mended"));
            }
        }
    }

    private static string Output(int attempt) => ((5 * attempt) + 3).ToString(CultureInfo.InvariantCulture);

    private static async Task<object?> RunAsync(TaskOrchestrationContext context, int n)
    {
        EntityInstanceId Meter(string name) => new("meter", string.Create(CultureInfo.InvariantCulture, $"{context.InstanceId}-{n}-{name}"));
        var sum = await context.CallActivityAsync<int>("Steady", n);
        var once = await context.Entities.CallEntityAsync<int>(Meter("once"), "add", 1);
        var unanswered = context.Entities.CallEntityAsync<int>(Meter("again"), "add", 1);
        var child = n % 3 == 0
            ? await context.CallActivityAsync<int>("Mended", n) + await context.CallActivityAsync<int>("Steady", n)
            : await context.CallSubOrchestratorAsync<int>("RewoundChild", n, new SubOrchestrationOptions { InstanceId = $"{context.InstanceId}-child" });
        var again = await unanswered;
        await using (await context.Entities.LockEntitiesAsync(Meter("locked"), Meter("other")))
        {
            var locked = await context.Entities.CallEntityAsync<int>(Meter("locked"), "add", 1);
            var inside = await context.CallActivityAsync<int>("Mended", n + 1);
            return sum + once + child + locked + inside + (again > 0 ? n : 0);
        }
    }

    private Task<bool> TryAsync(Func<Task> request) => PersistAsync(async () =>
    {
        try
        {
            await request();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return false;
        }

        return true;
    });

    private void EnsureMeter(string name, string expected)
    {
        var id = new EntityInstanceId("meter", string.Create(CultureInfo.InvariantCulture, $"{Id}-{_attempt}-{name}"));
        var state = World.State.FindEntity(id.ToString())?.State;
        if (state != expected)
        {
            throw Violation($"{id} has {state}, but the model says {expected}");
        }
    }
}
