using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class SubOrchestrationTests(TopicHosts<SubOrchestrationTests> hosts) : Topic<SubOrchestrationTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("a sub-orchestration knows its parent")
        {
            Register = (functions, _) => functions
                .Orchestrator("ChildOfParent", context =>
                    Task.FromResult($"{context.Parent?.Name} {context.Parent?.InstanceId} {context.Name}"))
                .Orchestrator<string[]>("ParentOfChild", async context =>
                    [$"{context.Parent is null}", await context.CallSubOrchestratorAsync<string>("ChildOfParent")]),
            Drive = run => run.EndOfAsync("ParentOfChild"),
        },
        new("a sub-orchestration has the id it was given")
        {
            Register = (functions, _) => functions
                .Orchestrator("NamedChild", context => Task.FromResult(context.InstanceId))
                .Orchestrator<string, string>("NamingParent", (context, id) =>
                    context.CallSubOrchestratorAsync<string>("NamedChild", options: new SubOrchestrationOptions(instanceId: id))),
            Drive = async run => new
            {
                Parent = await run.EndOfAsync("NamingParent", run.Id("child")),
                Child = await run.GetAsync(run.Id("child")),
            },
        },
        new("ids of sub-orchestrations differ and stay over replays")
        {
            Register = (functions, run) => functions
                .Orchestrator("UnnamedChild", context => Task.FromResult(context.InstanceId))
                .Orchestrator<bool>("UnnamingParent", async context =>
                {
                    var first = await context.CallSubOrchestratorAsync<string>("UnnamedChild");
                    var second = await context.CallSubOrchestratorAsync<string>("UnnamedChild");
                    run.Note(first);
                    run.Note(second);
                    await context.CallActivityAsync<int>(Twice, 1);
                    return first != second;
                }),
            Drive = async run => new { End = await run.EndOfAsync("UnnamingParent"), Ids = run.Notes.Distinct().Count() },
        },
        new("sub-orchestrations nest five levels deep")
        {
            Register = (functions, _) => functions.Orchestrator<int, string>("Nested", async (context, depth) => depth == 0
                ? "bottom"
                : $"{depth} {await context.CallSubOrchestratorAsync<string>("Nested", depth - 1)}"),
            Drive = run => run.EndOfAsync("Nested", 5),
        },
        new("a failing sub-orchestration is caught")
        {
            Register = (functions, _) => functions
                .Orchestrator<string>("FailingChild", _ => throw new InvalidOperationException("child", new FormatException("cause")))
                .Orchestrator<object>("CatchingParent", async context =>
                {
                    try
                    {
                        return await context.CallSubOrchestratorAsync<string>("FailingChild");
                    }
                    catch (TaskFailedException e)
                    {
                        return new { e.Message, Name = e.TaskName.ToString(), e.TaskId, Details = Observation.Of(e.FailureDetails) };
                    }
                }),
            Drive = run => run.EndOfAsync("CatchingParent"),
        },
        new("one failing sub-orchestration of three")
        {
            Register = (functions, _) => functions
                .Orchestrator<int, int>("SomeChild", (_, n) => n == 2 ? throw new InvalidOperationException($"{n}") : Task.FromResult(n))
                .Orchestrator<string[]>("SomeParent", async context =>
                {
                    var children = Enumerable.Range(1, 3).Select(n => context.CallSubOrchestratorAsync<int>("SomeChild", n)).ToList();
                    try
                    {
                        await Task.WhenAll(children);
                    }
                    catch (TaskFailedException)
                    {
                        // Seen below.
                    }

                    return [.. children.Select(child => $"{child.Status}")];
                }),
            Drive = run => run.EndOfAsync("SomeParent"),
        },
        new("events reach a sub-orchestration by its id")
        {
            Register = (functions, _) => functions
                .Orchestrator("WaitingChild", context => context.WaitForExternalEvent<string>("go"))
                .Orchestrator<string, string>("WaitingParent", (context, id) => context.CallSubOrchestratorAsync<string>(
                    "WaitingChild", options: new SubOrchestrationOptions(instanceId: id))),
            Drive = async run =>
            {
                var id = await run.StartAsync("WaitingParent", run.Id("child"));
                await run.UntilStatusAsync(run.Id("child"), OrchestrationRuntimeStatus.Running);
                await run.Client.RaiseEventAsync(run.Id("child"), "go", "gone", run.Token);
                return await run.EndAsync(id);
            },
        },
        new("a terminated sub-orchestration fails its parent")
        {
            Register = (functions, _) => functions
                .Orchestrator("StuckChild", context => context.WaitForExternalEvent<string>("never"))
                .Orchestrator<string, string>("StuckParent", (context, id) => context.CallSubOrchestratorAsync<string>(
                    "StuckChild", options: new SubOrchestrationOptions(instanceId: id))),
            Drive = async run =>
            {
                var id = await run.StartAsync("StuckParent", run.Id("child"));
                await run.UntilStatusAsync(run.Id("child"), OrchestrationRuntimeStatus.Running);
                await run.Client.TerminateInstanceAsync(run.Id("child"), "stopped", run.Token);
                var parent = await run.CompletionOf(id);
                return new
                {
                    Child = await run.EndAsync(run.Id("child")),
                    parent.RuntimeStatus,
                    Failure = Observation.Of(parent.FailureDetails),
                };
            },
            Difference = new(
                "The official worker trips over the failure's missing details; the engine names what happened.",
                new
                {
                    Child = new { Name = "StuckChild", Status = "Terminated", Output = "\"stopped\"" },
                    RuntimeStatus = "Failed",
                    Failure = new
                    {
                        Type = "System.NullReferenceException",
                        Message = "Object reference not set to an instance of an object.",
                    },
                },
                new
                {
                    Child = new { Name = "StuckChild", Status = "Terminated", Output = "\"stopped\"" },
                    RuntimeStatus = "Failed",
                    Failure = new
                    {
                        Type = "Microsoft.DurableTask.TaskFailedException",
                        Message = "Task 'StuckChild' (#0) failed with an unhandled exception: "
                            + "The sub-orchestration 'a-terminated-sub-orchestration-fails-its-parent-child' was terminated.",
                        Inner = new
                        {
                            Type = "OrchestrationTerminated",
                            Message = "The sub-orchestration 'a-terminated-sub-orchestration-fails-its-parent-child' was terminated.",
                        },
                    },
                }),
        },
        new("a sub-orchestration inherits no version but takes the one it is given")
        {
            Register = (functions, _) => functions
                .Orchestrator("VersionedChild", context => Task.FromResult($"[{context.Version}]"))
                .Orchestrator<string[]>("VersionedParent", async context =>
                [
                    context.Version,
                    await context.CallSubOrchestratorAsync<string>("VersionedChild"),
                    await context.CallSubOrchestratorAsync<string>(
                        "VersionedChild", options: new SubOrchestrationOptions { Version = "7.1" }),
                ]),
            Drive = async run => await run.EndAsync(
                await run.StartAsync("VersionedParent", null, new StartOrchestrationOptions(run.Id()) { Version = "1.2.3" })),
        },
        new("a sub-orchestration that does not exist fails its caller")
        {
            Register = (functions, _) => functions.Orchestrator("CallMissingChild", context =>
                context.CallSubOrchestratorAsync<string>("NoSuchChild")),
            Drive = async run =>
            {
                var failure = (await run.CompletionOf(await run.StartAsync("CallMissingChild"))).FailureDetails!.InnerFailure!;
                return new { failure.ErrorType, FirstSentence = failure.ErrorMessage.Split('.')[0] };
            },
            Difference = new(
                "The extension does not know the worker's registry; it words it itself and lists the functions it knows.",
                new { ErrorType = "OrchestratorTaskNotFound", FirstSentence = "No orchestrator task named 'NoSuchChild' was found" },
                new
                {
                    ErrorType = "OrchestratorTaskNotFound",
                    FirstSentence = "The function 'NoSuchChild' doesn't exist, is disabled, or is not an orchestrator function",
                }),
        },
        new("an orchestration that is not awaited goes on by itself")
        {
            Register = (functions, run) => functions
                .Orchestrator("Unawaited", context => context.CallActivityAsync<string>(Echo, "ran"))
                .Orchestrator<string, string>("NotAwaiting", (context, id) =>
                {
                    var call = context.CallSubOrchestratorAsync<string>("Unawaited", options: new SubOrchestrationOptions(instanceId: id));
                    run.Note($"{call.IsCompleted}");
                    return Task.FromResult("ended");
                }),
            Drive = async run => new
            {
                Parent = await run.EndOfAsync("NotAwaiting", run.Id("child")),
                Child = await run.EndAsync(run.Id("child")),
            },
        },
    ];
}
