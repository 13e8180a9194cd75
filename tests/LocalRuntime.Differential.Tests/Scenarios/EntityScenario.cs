using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

/// <summary>What scenarios of entities have in common.</summary>
internal static class EntityScenario
{
    /// <summary>An orchestration that uses a ledger of its own, and what is then left in it.</summary>
    public static Scenario Calling(string name, Func<TaskOrchestrationEntityFeature, EntityInstanceId, Task<object?[]>> use) => new(name)
    {
        Reference = Reference.Core,
        Register = (functions, run) => functions
            .Entity<Ledger>($"Ledger of {name}")
            .Orchestrator<object?[]>(name, context => use(context.Entities, Id(name, run))),
        Drive = async run => new
        {
            End = await run.EndOfAsync(name),
            State = (await run.Client.Entities.GetEntityAsync(Id(name, run), run.Token))?.State.Value,
        },
    };

    /// <summary>The state once it is as awaited.</summary>
    public static async Task<string?> StateAsync(Run run, EntityInstanceId id, Func<LedgerState, bool> reached)
    {
        await run.UntilAsync(async () =>
            await run.Client.Entities.GetEntityAsync<LedgerState>(id, run.Token) is { } entity && reached(entity.State));
        return (await run.Client.Entities.GetEntityAsync(id, run.Token))?.State.Value;
    }

    private static EntityInstanceId Id(string name, Run run) => new($"Ledger of {name}", run.Id());
}
