using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Scenarios.EntityScenario;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class EntityTests(TopicHosts<EntityTests> hosts) : Topic<EntityTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        Calling("calls change and read the state", async (entities, id) =>
        [
            await entities.CallEntityAsync<int>(id, "Add", 3),
            await entities.CallEntityAsync<int>(id, "Add", 4),
            await entities.CallEntityAsync<LedgerState>(id, "Get"),
        ]),
        Calling("operations are found without case", async (entities, id) => [await entities.CallEntityAsync<int>(id, "aDD", 3)]),
        Calling("an asynchronous operation", async (entities, id) => [await entities.CallEntityAsync<string>(id, "AddLater", 5)]),
        Calling("an operation knows its id", async (entities, id) => [await entities.CallEntityAsync<string>(id, "Who")]),
        Calling("an operation without result gives the default", async (entities, id) =>
        [
            await entities.CallEntityAsync<string?>(id, "Clear") ?? "null",
        ]),
        Calling("signals come before a later call", async (entities, id) =>
        {
            await entities.SignalEntityAsync(id, "Add", 1);
            await entities.SignalEntityAsync(id, "Add", 2);
            return [await entities.CallEntityAsync<int>(id, "Add", 4)];
        }),
        Calling("the implicit operation delete removes the state", async (entities, id) =>
        {
            await entities.CallEntityAsync<int>(id, "Add", 3);
            await entities.CallEntityAsync(id, "delete");
            return [await entities.CallEntityAsync<LedgerState>(id, "Get")];
        }),
        Calling("a state set to null is opened anew", async (entities, id) =>
        {
            await entities.CallEntityAsync<int>(id, "Add", 3);
            await entities.CallEntityAsync(id, "Clear");
            return [await entities.CallEntityAsync<LedgerState>(id, "Get")];
        }),
        Calling("one entity signals another", async (entities, id) =>
        {
            await entities.CallEntityAsync<int>(id, "Add", 6);
            await entities.CallEntityAsync(id, "Forward", id.Key + "-other");
            var other = new EntityInstanceId(id.Name, id.Key + "-other");
            return [await entities.CallEntityAsync<LedgerState>(other, "Get")];
        }),
        new("operations of the state itself")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Tally>("Tally")
                .Orchestrator<int[]>("CallTally", async context =>
                {
                    var id = new EntityInstanceId("Tally", run.Id());
                    return
                    [
                        await context.Entities.CallEntityAsync<int>(id, "Increase", 2),
                        await context.Entities.CallEntityAsync<int>(id, "increase", 3),
                    ];
                }),
            Drive = run => run.EndOfAsync("CallTally"),
        },
        new("an entity as a lambda sees its operations")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity("Plain", operation =>
                {
                    run.Note($"{operation.Name} {operation.HasInput} {operation.State.HasState} {operation.Context.Id.Key}");
                    operation.State.SetState((operation.State.GetState<string>() ?? string.Empty) + operation.GetInput<string>());
                    return operation.State.GetState<string>();
                })
                .Orchestrator<string[]>("CallPlain", async context =>
                {
                    var id = new EntityInstanceId("Plain", "one");
                    return
                    [
                        await context.Entities.CallEntityAsync<string>(id, "append", "a"),
                        await context.Entities.CallEntityAsync<string>(id, "append", "b"),
                        await context.Entities.CallEntityAsync<string>(id, "nothing"),
                    ];
                }),
            Drive = async run => new { End = await run.EndOfAsync("CallPlain"), run.Notes },
        },
        new("a client signals and reads")
        {
            Reference = Reference.Core,
            Register = (functions, _) => functions.Entity<Ledger>("Signalled"),
            Drive = async run =>
            {
                var id = new EntityInstanceId("Signalled", run.Id());
                var before = await run.Client.Entities.GetEntityAsync(id, run.Token) is null;
                foreach (var amount in new[] { 1, 2, 3 })
                {
                    await run.Client.Entities.SignalEntityAsync(id, "Add", amount, cancellation: run.Token);
                }

                return new { before, State = await StateAsync(run, id, state => state.Total == 6) };
            },
        },
        new("a signal can be scheduled")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Ledger>("Scheduled")
                .Orchestrator<int>("SignalLater", async context =>
                {
                    var id = new EntityInstanceId("Scheduled", run.Id());
                    var due = context.CurrentUtcDateTime.AddMilliseconds(500);
                    await context.Entities.SignalEntityAsync(id, "Add", 10, new SignalEntityOptions { SignalTime = due });
                    return await context.Entities.CallEntityAsync<int>(id, "Add", 1);
                }),
            Drive = async run => new
            {
                End = await run.EndOfAsync("SignalLater"),
                State = await StateAsync(run, new EntityInstanceId("Scheduled", run.Id()), state => state.Total == 11),
            },
        },
        new("an entity starts an orchestration")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Ledger>("Starter")
                .Orchestrator<int, string>("StartedByEntity", (context, total) => Task.FromResult($"{context.Name} {total}"))
                .Orchestrator<string>("UseStarter", async context =>
                {
                    var id = new EntityInstanceId("Starter", run.Id());
                    await context.Entities.CallEntityAsync<int>(id, "Add", 8);
                    return await context.Entities.CallEntityAsync<string>(id, "Start", run.Id("started"));
                }),
            Drive = async run => new { End = await run.EndOfAsync("UseStarter"), Started = await run.EndAsync(run.Id("started")) },
        },
    ];
}
