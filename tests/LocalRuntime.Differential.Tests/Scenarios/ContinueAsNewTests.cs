using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class ContinueAsNewTests(TopicHosts<ContinueAsNewTests> hosts) : Topic<ContinueAsNewTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("an orchestration counts down by continuing as new")
        {
            Register = (functions, run) => functions.Orchestrator<int, int>("CountDown", async (context, n) =>
            {
                run.Note($"{n} {context.IsReplaying}");
                await context.CallActivityAsync<int>(Twice, n);
                if (n > 0)
                {
                    context.ContinueAsNew(n - 1);
                }

                return n;
            }),
            Drive = async run => new { End = await run.EndOfAsync("CountDown", 3), run.Notes },
        },
        new("events nobody waited for are carried over")
        {
            Register = (functions, _) => Collector(functions, "CarryOver", preserve: true),
            Drive = run => CollectAsync(run, "CarryOver"),
        },
        new("events nobody waited for are dropped when asked")
        {
            Register = (functions, _) => functions.Orchestrator<bool, string>("DropEvents", async (context, again) =>
            {
                await context.WaitForExternalEvent<string>("open");
                if (again)
                {
                    context.ContinueAsNew(false, preserveUnprocessedEvents: false);
                    return "not seen";
                }

                return await Task.WhenAny(
                    context.WaitForExternalEvent<string>("early"), context.WaitForExternalEvent<string>("late")) is { } first
                    ? await first
                    : "none";
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("DropEvents", true);
                await run.Client.RaiseEventAsync(id, "early", "dropped", run.Token);
                await run.Client.RaiseEventAsync(id, "open", "1", run.Token);
                var end = run.EndAsync(id);
                while (!end.IsCompleted)
                {
                    // Events may reach the old generation, and are dropped with it.
                    await run.Client.RaiseEventAsync(id, "open", "2", run.Token);
                    await run.Client.RaiseEventAsync(id, "late", "late", run.Token);
                    await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(50), run.Token));
                }

                return await end;
            },
        },
        new("tags stay over generations")
        {
            Register = (functions, _) => functions.Orchestrator<int, string>("KeepTags", async (context, n) =>
            {
                await context.CallActivityAsync<int>(Twice, n);
                if (n == 0)
                {
                    context.ContinueAsNew(1);
                }

                return "end";
            }),
            Drive = async run => await run.EndAsync(await run.StartAsync("KeepTags", 0, new StartOrchestrationOptions(run.Id())
            {
                Tags = new Dictionary<string, string> { ["team"] = "blue" },
            })),
        },
        new("a custom status stays over generations")
        {
            // The test host forgets it; the dispatcher of the core, which the extension runs, carries it over.
            Reference = Reference.Core,
            Register = (functions, _) => functions.Orchestrator<int, string>("KeepStatus", async (context, n) =>
            {
                await context.CallActivityAsync<int>(Twice, n);
                if (n == 0)
                {
                    context.SetCustomStatus("of the first");
                    context.ContinueAsNew(1);
                }

                return "end";
            }),
            Drive = run => run.EndOfAsync("KeepStatus", 0),
        },
        new("a new generation can have another version")
        {
            Register = (functions, _) => functions.Orchestrator<bool, string>("NewVersion", (context, again) =>
            {
                if (again)
                {
                    context.ContinueAsNew(new ContinueAsNewOptions { NewInput = false, NewVersion = "2.0" });
                }

                return Task.FromResult(context.Version);
            }),
            Drive = async run =>
                await run.EndAsync(await run.StartAsync("NewVersion", true, new StartOrchestrationOptions(run.Id()) { Version = "1.0" })),
        },
        new("a failing orchestration that asked to continue as new fails")
        {
            Register = (functions, _) => functions.Orchestrator<int, string>("ContinueAndThrow", async (context, n) =>
            {
                await context.CallActivityAsync<int>(Twice, n);
                if (n == 0)
                {
                    context.ContinueAsNew(1);
                    throw new InvalidOperationException("after all");
                }

                return "second";
            }),
            Drive = run => run.EndOfAsync("ContinueAndThrow", 0),
        },
        new("a sub-orchestration that continues as new answers its parent at its end")
        {
            Register = (functions, _) => functions
                .Orchestrator<int, string>("LongChild", async (context, n) =>
                {
                    await context.CallActivityAsync<int>(Twice, n);
                    if (n < 3)
                    {
                        context.ContinueAsNew(n + 1);
                    }

                    return $"{n} {context.Parent?.InstanceId}";
                })
                .Orchestrator("LongParent", context => context.CallSubOrchestratorAsync<string>("LongChild", 0)),
            Drive = run => run.EndOfAsync("LongParent"),
        },
        new("the new input may be null")
        {
            Register = (functions, _) => functions.Orchestrator<string?, string>("NullInput", (context, input) =>
            {
                if (input is not null)
                {
                    context.ContinueAsNew();
                }

                return Task.FromResult(input ?? "null");
            }),
            Drive = run => run.EndOfAsync("NullInput", "text"),
        },
        new("timers and calls of the old generation do not reach the new one")
        {
            Register = (functions, run) => functions.Orchestrator<int, string>("LeaveOpen", async (context, n) =>
            {
                if (n == 0)
                {
                    run.Note($"{context.CallActivityAsync<int>(Twice, 1).IsCompleted}");
                    context.ContinueAsNew(1);
                    return "not seen";
                }

                return await context.CallActivityAsync<string>(Echo, "second");
            }),
            Drive = run => run.EndOfAsync("LeaveOpen", 0),
        },
    ];

    private static void Collector(FunctionSet functions, string name, bool preserve) =>
        functions.Orchestrator<string, string>(name, async (context, seen) =>
        {
            seen += await context.WaitForExternalEvent<string>("letter");
            if (seen.Length < 4)
            {
                context.ContinueAsNew(seen, preserve);
            }

            return seen;
        });

    private static async Task<object?> CollectAsync(Run run, string orchestrator)
    {
        var id = await run.StartAsync(orchestrator, string.Empty);
        foreach (var letter in "abcd")
        {
            await run.Client.RaiseEventAsync(id, "letter", $"{letter}", run.Token);
        }

        return await run.EndAsync(id);
    }
}
