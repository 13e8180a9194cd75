using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class FanOutTests(TopicHosts<FanOutTests> hosts) : Topic<FanOutTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("fan out gathers results in the order of the calls")
        {
            Register = (functions, _) => functions.Orchestrator<int, int[]>("FanOut", async (context, count) =>
                await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallActivityAsync<int>(Twice, n)))),
            Drive = run => run.EndOfAsync("FanOut", 8),
        },
        new("fan out over no items ends at once")
        {
            Register = (functions, _) => functions.Orchestrator<int[], int[]>("FanOutNone", async (context, items) =>
                await Task.WhenAll(items.Select(n => context.CallActivityAsync<int>(Twice, n)))),
            Drive = run => run.EndOfAsync("FanOutNone", Array.Empty<int>()),
        },
        new("fan out over sub-orchestrations")
        {
            Register = (functions, _) => functions
                .Orchestrator<int, int>("FanOutChild", async (context, n) => await context.CallActivityAsync<int>(Twice, n) + 1)
                .Orchestrator<int, int[]>("FanOutParent", async (context, count) =>
                    await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallSubOrchestratorAsync<int>("FanOutChild", n)))),
            Drive = run => run.EndOfAsync("FanOutParent", 5),
        },
        new("fan out with one failure waits for all and fails")
        {
            Register = (functions, _) => functions.Orchestrator<string>("FanOutFailing", async context =>
            {
                var good = Enumerable.Range(1, 3).Select(n => (Task)context.CallActivityAsync<int>(Twice, n));
                await Task.WhenAll([.. good, context.CallActivityAsync<string>(Throw, "one of four")]);
                return "not reached";
            }),
            Drive = run => run.EndOfAsync("FanOutFailing"),
        },
        new("when any takes the only one that can end")
        {
            Register = (functions, _) => functions.Orchestrator<string>("FanOutAny", async context =>
            {
                var never = context.WaitForExternalEvent<string>("never");
                var first = await Task.WhenAny(never, context.CallActivityAsync<string>(Echo, "done"));
                return await first;
            }),
            Drive = run => run.EndOfAsync("FanOutAny"),
        },
        new("chained calls pass results on")
        {
            Register = (functions, _) => functions.Orchestrator<int, int>("Chain", async (context, n) =>
            {
                for (var i = 0; i < 6; i++)
                {
                    n = await context.CallActivityAsync<int>(Twice, n);
                }

                return n;
            }),
            Drive = run => run.EndOfAsync("Chain", 1),
        },
    ];
}
