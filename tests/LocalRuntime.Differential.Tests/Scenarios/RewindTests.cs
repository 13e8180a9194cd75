using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

/// <summary>Failed instances that are rewound; the official test host cannot, the core can.</summary>
public sealed class RewindTests(TopicHosts<RewindTests> hosts) : Topic<RewindTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        Rewound("a rewound activity runs again and what succeeded does not", (functions, run) => functions
            .Activity<string, string>("RewoundStep", step =>
            {
                run.Note(step);
                return step == "second" && run.Notes.Count < 3 ? throw new InvalidOperationException("not yet") : $"{step} done";
            })
            .Orchestrator<string[]>("Rewound", async context =>
            [
                await context.CallActivityAsync<string>("RewoundStep", "first"),
                await context.CallActivityAsync<string>("RewoundStep", "second"),
                await context.CallActivityAsync<string>("RewoundStep", "third"),
            ])),
        Rewound("a rewound parent has its failed child rewound", (functions, run) => functions
            .Activity<string?, string>("RewoundLeaf", _ =>
            {
                run.Note("leaf");
                return run.Notes.Count < 2 ? throw new InvalidOperationException("not yet") : "leaf done";
            })
            .Orchestrator("RewoundChild", context => context.CallActivityAsync<string>("RewoundLeaf"))
            .Orchestrator("Rewound", context => context.CallSubOrchestratorAsync<string>("RewoundChild"))),
        Rewound("a rewound instance may fail again and be rewound again", (functions, run) => functions
            .Activity<string?, string>("RewoundTwice", _ =>
            {
                run.Note("try");
                return run.Notes.Count < 3 ? throw new InvalidOperationException("not yet") : "third time";
            })
            .Orchestrator("Rewound", context => context.CallActivityAsync<string>("RewoundTwice"))),
        Rewound("a rewound fan out repeats the failed ones only", (functions, run) => functions
            .Activity<int, int>("RewoundItem", n =>
            {
                run.Note($"{n}");
                return n % 2 == 0 && run.Notes.Count(note => note == $"{n}") < 2 ? throw new InvalidOperationException($"{n}") : n;
            })
            .Orchestrator<int[]>("Rewound", async context =>
                await Task.WhenAll(Enumerable.Range(1, 4).Select(n => context.CallActivityAsync<int>("RewoundItem", n))))),
    ];

    private static Scenario Rewound(string name, Action<FunctionSet, Run> register) => new(name)
    {
        Reference = Reference.Core,
        IsAlone = true,
        Register = register,
        Drive = async run =>
        {
            var id = await run.StartAsync("Rewound");
            var failures = 0;
            while (true)
            {
                var end = await run.CompletionOf(id);
                if (end.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
                {
                    return new { failures, End = Observation.Of(end), Notes = run.Notes.Order() };
                }

                failures++;
                await run.Client.RewindInstanceAsync(id, "try again", run.Token);
                await run.UntilAsync(id, instance =>
                    instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed || instance.LastUpdatedAt != end.LastUpdatedAt);
            }
        },
    };
}
