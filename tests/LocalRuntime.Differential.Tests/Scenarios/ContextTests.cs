using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class ContextTests(TopicHosts<ContextTests> hosts) : Topic<ContextTests>(hosts), ITopic
{
    private const string LogCategory = "Differential.Logging";

    public static Scenario[] Scenarios { get; } =
    [
        new("replay flags of a chain of activities")
        {
            Register = (functions, run) => functions.Orchestrator<string>("ReplayChain", async context =>
            {
                run.Note($"start {context.IsReplaying}");
                for (var i = 0; i < 3; i++)
                {
                    await context.CallActivityAsync<int>(Twice, i);
                    run.Note($"after {i} {context.IsReplaying}");
                }

                return "end";
            }),
            Drive = async run => new { End = await run.EndOfAsync("ReplayChain"), run.Notes },
        },
        new("replay flags of timer, sub-orchestration and failure")
        {
            Register = (functions, run) => functions
                .Orchestrator("ReplayChild", _ => Task.FromResult("child"))
                .Orchestrator<string>("ReplayMixed", async context =>
                {
                    run.Note($"start {context.IsReplaying}");
                    await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                    run.Note($"timer {context.IsReplaying}");
                    await context.CallSubOrchestratorAsync<string>("ReplayChild");
                    run.Note($"child {context.IsReplaying}");
                    try
                    {
                        await context.CallActivityAsync(Throw, "caught");
                    }
                    catch (TaskFailedException)
                    {
                        run.Note($"failure {context.IsReplaying}");
                    }

                    return "end";
                }),
            Drive = async run => new { End = await run.EndOfAsync("ReplayMixed"), run.Notes },
        },
        new("replay flags of events")
        {
            Register = (functions, run) => functions.Orchestrator<string>("ReplayEvents", async context =>
            {
                run.Note($"start {context.IsReplaying}");
                context.SetCustomStatus("first");
                var first = await context.WaitForExternalEvent<string>("go");
                run.Note($"{first} {context.IsReplaying}");
                context.SetCustomStatus("second");
                var second = await context.WaitForExternalEvent<string>("go");
                run.Note($"{second} {context.IsReplaying}");
                return "end";
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("ReplayEvents");
                await run.UntilCustomStatusAsync(id, "first");
                await run.Client.RaiseEventAsync(id, "go", "one", run.Token);
                await run.UntilCustomStatusAsync(id, "second");
                await run.Client.RaiseEventAsync(id, "go", "two", run.Token);
                return new { End = await run.EndAsync(id), run.Notes };
            },
        },
        new("a replay-safe logger logs once")
        {
            Register = (functions, _) => functions.Orchestrator<string>("LogSafely", async context =>
            {
                var logger = context.CreateReplaySafeLogger(LogCategory);
                logger.LogInformation("before {Name}", context.Name);
                await context.CallActivityAsync<int>(Twice, 1);
                logger.LogWarning("between");
                await context.CallActivityAsync<int>(Twice, 2);
                logger.LogInformation("after, enabled {Enabled}", logger.IsEnabled(LogLevel.Information));
                return "end";
            }),
            Drive = async run => new { End = await run.EndOfAsync("LogSafely"), Lines = run.Logs(LogCategory) },
        },
        new("new guids differ and stay over replays")
        {
            Register = (functions, run) => functions.Orchestrator<bool>("Guids", async context =>
            {
                var first = context.NewGuid();
                await context.CallActivityAsync<int>(Twice, 1);
                var second = context.NewGuid();
                await context.CallActivityAsync<int>(Twice, 2);
                run.Note($"{first}");
                run.Note($"{second}");
                await context.CallActivityAsync<int>(Twice, 3);
                return first != second && first != Guid.Empty;
            }),
            Drive = async run => new
            {
                End = await run.EndOfAsync("Guids"),
                Distinct = run.Notes.Distinct().Count(),
                Versions = run.Notes.Select(note => note[14]).Distinct(),
            },
        },
        new("time stands still between awaits and does not go back")
        {
            Register = (functions, run) => functions.Orchestrator<string>("Clock", async context =>
            {
                var first = context.CurrentUtcDateTime;
                var same = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromMilliseconds(30), CancellationToken.None);
                var later = context.CurrentUtcDateTime;
                if (!context.IsReplaying)
                {
                    run.Note($"{first == same} {first < later} {first.Kind}");
                }

                return "end";
            }),
            Drive = async run => new { End = await run.EndOfAsync("Clock"), run.Notes },
        },
        new("name, id, version and input of the context")
        {
            Register = (functions, _) => functions.Orchestrator<int[], string[]>("Facts", (context, input) => Task.FromResult<string[]>(
            [
                context.Name, context.InstanceId, context.Version, $"{context.Parent is null}", $"{input[0]}",
                $"{ReferenceEquals(input, context.GetInput<int[]>())}", $"{context.Properties.Count}",
            ])),
            Drive = async run => await run.EndAsync(await run.StartAsync(
                "Facts", new[] { 1 }, new StartOrchestrationOptions(run.Id()) { Version = "3.1" })),
        },
        new("an activity sees its name and its instance")
        {
            Register = (functions, _) => functions
                .Activity<string?, string[]>("ActivityFacts", (context, _) => Task.FromResult<string[]>([context.Name, context.InstanceId]))
                .Orchestrator("CallFacts", context => context.CallActivityAsync<string[]>("ActivityFacts")),
            Drive = run => run.EndOfAsync("CallFacts"),
        },
        new("names of functions are found without case")
        {
            Register = (functions, _) => functions.Orchestrator<string[]>("MixedCase", async context =>
                [context.Name, $"{await context.CallActivityAsync<int>("tWICE", 4)}"]),
            Drive = run => run.EndOfAsync("mixedCASE"),
        },
        new("a custom status can be set, replaced and cleared")
        {
            Register = (functions, _) => functions.Orchestrator<string>("Status", async context =>
            {
                context.SetCustomStatus(new { Step = 1, Text = "one" });
                await context.WaitForExternalEvent<string>("go");
                context.SetCustomStatus("text");
                await context.WaitForExternalEvent<string>("go");
                context.SetCustomStatus(null);
                await context.WaitForExternalEvent<string>("go");
                return "end";
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("Status");
                List<string?> seen = [];
                foreach (var expected in new[] { "{", "\"text\"", null })
                {
                    await run.UntilAsync(id, instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Running
                        && (expected is null
                            ? instance.SerializedCustomStatus is null
                            : instance.SerializedCustomStatus?.StartsWith(expected, StringComparison.Ordinal) == true));
                    seen.Add((await run.Client.GetInstanceAsync(id, true, run.Token))!.SerializedCustomStatus);
                    await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
                }

                return new { seen, End = await run.EndAsync(id) };
            },
        },
        new("a custom status stays after a failure")
        {
            Register = (functions, _) => functions.Orchestrator<string>("StatusOfFailure", async context =>
            {
                context.SetCustomStatus(new[] { 1, 2 });
                return await context.CallActivityAsync<string>(Throw, "failed");
            }),
            Drive = run => run.EndOfAsync("StatusOfFailure"),
        },
    ];
}
