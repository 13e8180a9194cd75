using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Scenarios.EntityScenario;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class CriticalSectionTests(TopicHosts<CriticalSectionTests> hosts) : Topic<CriticalSectionTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        Calling("a critical section knows what it holds", async (entities, id) =>
        {
            var other = new EntityInstanceId(id.Name, "other");
            var before = entities.InCriticalSection();
            await using (await entities.LockEntitiesAsync(id, other))
            {
                entities.InCriticalSection(out var held);
                await entities.CallEntityAsync<int>(id, "Add", 1);
                await entities.CallEntityAsync<int>(other, "Add", 2);
                return [before, held!.Select(entity => entity.Key).Order()];
            }
        }),
        Calling("after a critical section its entities are free", async (entities, id) =>
        {
            await using (await entities.LockEntitiesAsync(id))
            {
                await entities.CallEntityAsync<int>(id, "Add", 1);
            }

            return [entities.InCriticalSection(), await entities.CallEntityAsync<int>(id, "Add", 1)];
        }),
        Refused("a section in a section is refused", async (context, id) => await context.Entities.LockEntitiesAsync(id)),
        Refused("calling an entity that is not locked is refused", (context, id) =>
            context.Entities.CallEntityAsync<int>(new EntityInstanceId(id.Name, "not-locked"), "Add", 1)),
        Refused("calling twice at once is refused", (context, id) => Task.WhenAll(
            context.Entities.CallEntityAsync<int>(id, "Add", 1), context.Entities.CallEntityAsync<int>(id, "Add", 1))),
        Refused("signalling a locked entity is refused", (context, id) => context.Entities.SignalEntityAsync(id, "Add", 1)),
        Refused("a sub-orchestration in a section is refused", (context, _) => context.CallSubOrchestratorAsync<string>("Whatever")),
        Calling("signalling an entity that is not locked is allowed", async (entities, id) =>
        {
            var other = new EntityInstanceId(id.Name, "signalled");
            await using (await entities.LockEntitiesAsync(id))
            {
                await entities.SignalEntityAsync(other, "Add", 7);
            }

            return [await entities.CallEntityAsync<LedgerState>(other, "Get")];
        }),
        Calling("locking nothing is refused", async (entities, _) => [await Run.ErrorOf(async () => await entities.LockEntitiesAsync([]))]),
        new("two orchestrations take turns in their sections")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Ledger>("Shared")
                .Orchestrator<int, int>("Exclusive", async (context, amount) =>
                {
                    var id = new EntityInstanceId("Shared", run.Id());
                    await using (await context.Entities.LockEntitiesAsync(id))
                    {
                        var before = (await context.Entities.CallEntityAsync<LedgerState>(id, "Get")).Total;
                        await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
                        return await context.Entities.CallEntityAsync<int>(id, "Add", amount) - before;
                    }
                }),
            Drive = async run =>
            {
                var ids = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => run.StartAsync("Exclusive", n, $"{n}")));
                var ends = await Task.WhenAll(ids.Select(run.EndAsync));
                return new { ends, State = await StateAsync(run, new EntityInstanceId("Shared", run.Id()), state => state.Total == 6) };
            },
        },
        new("a section ends with its orchestration")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Ledger>("Kept")
                .Orchestrator<string>("LeaveLocked", async context =>
                {
                    await context.Entities.LockEntitiesAsync(new EntityInstanceId("Kept", run.Id()));
                    throw new InvalidOperationException("inside");
                })
                .Orchestrator("UseLocked", context =>
                    context.Entities.CallEntityAsync<int>(new EntityInstanceId("Kept", run.Id()), "Add", 1)),
            Drive = async run => new
            {
                Failed = await run.EndOfAsync("LeaveLocked", null, "failing"),
                After = await run.EndOfAsync("UseLocked", null, "after"),
            },
        },
    ];

    /// <summary>Something not allowed while one entity is locked.</summary>
    private static Scenario Refused(string name, Func<TaskOrchestrationContext, EntityInstanceId, Task> act) => new(name)
    {
        Reference = Reference.Core,
        Register = (functions, run) => functions
            .Entity<Ledger>($"Entity of {name}")
            .Orchestrator(name, async context =>
            {
                var id = new EntityInstanceId($"Entity of {name}", run.Id());
                await using (await context.Entities.LockEntitiesAsync(id))
                {
                    return await Run.ErrorOf(() => act(context, id));
                }
            }),
        Drive = run => run.EndOfAsync(name),
    };
}
