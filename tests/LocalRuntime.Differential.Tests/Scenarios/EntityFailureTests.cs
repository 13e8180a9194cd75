using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Scenarios.EntityScenario;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class EntityFailureTests(TopicHosts<EntityFailureTests> hosts) : Topic<EntityFailureTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("a failing call fails the orchestration")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Ledger>("Failing")
                .Orchestrator("CallFailing", context =>
                    context.Entities.CallEntityAsync<int>(new EntityInstanceId("Failing", "one"), "AddAndThrow", 3)),
            Drive = run => run.EndOfAsync("CallFailing"),
            Difference = new(
                "The official worker drops the details of an entity's failure that nobody caught; the engine keeps them on purpose.",
                Failed(cause: null),
                Failed(cause: new
                {
                    Type = "System.InvalidOperationException",
                    Message = "cannot add 3",
                    Inner = new { Type = "System.FormatException", Message = "the cause" },
                })),
        },
        Calling("a failing call is caught with its details", async (entities, id) =>
        {
            await entities.CallEntityAsync<int>(id, "Add", 1);
            try
            {
                await entities.CallEntityAsync(id, "AddAndThrow", 3);
                return ["not reached"];
            }
            catch (EntityOperationFailedException e)
            {
                return [e.Message, e.OperationName, e.EntityId.Key, Observation.Of(e.FailureDetails)];
            }
        }),
        Calling("a failing call undoes state and signals", async (entities, id) =>
        {
            await entities.CallEntityAsync<int>(id, "Add", 1);
            try
            {
                await entities.CallEntityAsync(id, "AddAndThrow", 3);
            }
            catch (EntityOperationFailedException)
            {
                // Its effects are looked for below.
            }

            return
            [
                await entities.CallEntityAsync<LedgerState>(id, "Get"),
                await entities.CallEntityAsync<LedgerState>(new EntityInstanceId(id.Name, "side-effect"), "Get"),
            ];
        }),
        Calling("a failing signal is not seen and the next one runs", async (entities, id) =>
        {
            await entities.SignalEntityAsync(id, "AddAndThrow", 3);
            await entities.SignalEntityAsync(id, "Add", 2);
            return [await entities.CallEntityAsync<LedgerState>(id, "Get")];
        }),
        Calling("an operation that does not exist fails", (entities, id) => CaughtAsync(entities.CallEntityAsync<int>(id, "Divide", 3))),
        Calling("a missing input of an operation", (entities, id) => CaughtAsync(entities.CallEntityAsync<int>(id, "Add"))),
        Calling("an input of the wrong type of an operation", (entities, id) => CaughtAsync(entities.CallEntityAsync<int>(id, "Add", "x"))),
        Calling("an entity id that is not set is refused", async (entities, _) =>
        {
            try
            {
                return [await entities.CallEntityAsync<int>(default, "Add", 1)];
            }
            catch (ArgumentException e)
            {
                return [e.GetType().Name, e.ParamName];
            }
        }),
        new("a failing entity call of a sub-orchestration")
        {
            Reference = Reference.Core,
            Register = (functions, run) => functions
                .Entity<Ledger>("Deep")
                .Orchestrator<string>("DeepChild", async context =>
                {
                    await context.Entities.CallEntityAsync(new EntityInstanceId("Deep", run.Id()), "AddAndThrow", 5);
                    return "not reached";
                })
                .Orchestrator<string[]>("DeepParent", async context =>
                {
                    try
                    {
                        return [await context.CallSubOrchestratorAsync<string>("DeepChild")];
                    }
                    catch (TaskFailedException e)
                    {
                        return [e.Message, e.FailureDetails.ErrorType];
                    }
                }),
            Drive = run => run.EndOfAsync("DeepParent"),
        },
    ];

    private static async Task<object?[]> CaughtAsync(Task call)
    {
        try
        {
            await call;
            return ["no failure"];
        }
        catch (EntityOperationFailedException e)
        {
            return [e.Message, Observation.Of(e.FailureDetails)];
        }
    }

    private static object Failed(object? cause) => new
    {
        Name = "CallFailing",
        Status = "Failed",
        Failure = new
        {
            Type = "Microsoft.DurableTask.Entities.EntityOperationFailedException",
            Message = "Operation 'AddAndThrow' of entity '@failing@one' failed: cannot add 3",
            Inner = cause,
        },
    };
}
