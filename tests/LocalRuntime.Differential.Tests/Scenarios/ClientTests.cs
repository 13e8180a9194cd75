using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class ClientTests(TopicHosts<ClientTests> hosts) : Topic<ClientTests>(hosts), ITopic
{
    private const string Quick = nameof(Quick);

    public static Scenario[] Scenarios { get; } =
    [
        new("an ended orchestration is found with and without its data")
        {
            Register = (functions, _) => functions
                .Orchestrator<string, string>(Quick, (context, input) => context.CallActivityAsync<string>(Echo, input))
                .Orchestrator<string>("QuickWaiter", context => context.WaitForExternalEvent<string>("go")),
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "data");
                var bare = (await run.Client.GetInstanceAsync(run.Id(), getInputsAndOutputs: false, run.Token))!;
                return new
                {
                    With = await run.GetAsync(run.Id()),
                    bare.SerializedInput,
                    bare.SerializedOutput,
                    bare.IsCompleted,
                    bare.IsRunning,
                };
            },
        },
        new("an instance that does not exist is null")
        {
            Drive = run => run.GetAsync(run.Id("nobody")),
        },
        new("tags are kept")
        {
            Drive = async run => await run.EndAsync(await run.StartAsync(Quick, "tagged", new StartOrchestrationOptions(run.Id())
            {
                Tags = new Dictionary<string, string> { ["a"] = "1", ["B"] = "zwei", ["empty"] = string.Empty },
            })),
        },
        new("generated ids are thirty-two hexadecimal digits")
        {
            Drive = async run =>
            {
                var id = await run.Client.ScheduleNewOrchestrationInstanceAsync(Quick, "x", run.Token);
                return new { id.Length, Hexadecimal = id.All(char.IsAsciiHexDigitLower), End = await run.EndAsync(id) };
            },
        },
        new("waiting for the start sees the running instance")
        {
            Drive = async run =>
            {
                var id = await run.StartAsync("QuickWaiter");
                var started = await run.Client.WaitForInstanceStartAsync(id, run.Token);
                await run.Client.TerminateInstanceAsync(id, run.Token);
                return new { started.RuntimeStatus, started.Name };
            },
        },
        new("waiting for an instance that comes later")
        {
            Drive = async run =>
            {
                var wait = run.CompletionOf(run.Id());
                await run.StartAsync(Quick, "later");
                return Observation.Of(await wait);
            },
        },
        new("a start may replace an ended instance of its id")
        {
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "first");
                await run.StartAsync(Quick, "second");
                await run.UntilAsync(run.Id(), instance => instance.SerializedOutput == "\"second\"");
                return await run.GetAsync(run.Id());
            },
        },
        new("a start with dedupe statuses leaves an ended instance alone")
        {
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "first");
                var error = await Run.ErrorOf(() => run.StartAsync(Quick, "second", new StartOrchestrationOptions(run.Id())
                    .WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
                return new { Refused = error.Split(':')[0], Instance = await run.GetAsync(run.Id()) };
            },
        },
        new("a start with dedupe statuses leaves a running instance alone")
        {
            Drive = async run =>
            {
                var id = await run.StartAsync("QuickWaiter");
                await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
                var error = await Run.ErrorOf(() => run.StartAsync("QuickWaiter", null, new StartOrchestrationOptions(id)
                    .WithDedupeStatuses(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending)));
                await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
                return new { Refused = error.Split(':')[0], End = await run.EndAsync(id) };
            },
        },
        new("an unknown dedupe status is refused")
        {
            Drive = run => ErrorTypeOf(() => run.StartAsync(
                Quick, "x", new StartOrchestrationOptions(run.Id()) { DedupeStatuses = ["Sleeping"] })),
        },
        new("a restart runs an instance again with its input")
        {
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "again");
                var id = await run.Client.RestartAsync(run.Id(), restartWithNewInstanceId: false, run.Token);
                return new { Same = id == run.Id(), End = await run.EndAsync(id) };
            },
        },
        new("a restart under a new id leaves the old instance")
        {
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "again");
                var id = await run.Client.RestartAsync(run.Id(), restartWithNewInstanceId: true, run.Token);
                return new { Same = id == run.Id(), New = await run.EndAsync(id), Old = await run.GetAsync(run.Id()) };
            },
        },
        new("a restart of nobody is refused")
        {
            Drive = run => ErrorTypeOf(() => run.Client.RestartAsync(run.Id("nobody"), cancellation: run.Token)),
        },
        new("a restart of a running instance is refused")
        {
            Drive = async run =>
            {
                var id = await run.StartAsync("QuickWaiter");
                await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
                var error = await ErrorTypeOf(() => run.Client.RestartAsync(id, cancellation: run.Token));
                await run.Client.TerminateInstanceAsync(id, run.Token);
                return error;
            },
            Difference = new(
                "The official client promises an InvalidOperationException here; the test host answers with an internal error.",
                "RpcException",
                "InvalidOperationException"),
        },
        new("a purged instance is gone")
        {
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "gone");
                var first = await run.Client.PurgeInstanceAsync(run.Id(), run.Token);
                var second = await run.Client.PurgeInstanceAsync(run.Id(), run.Token);
                var left = await run.GetAsync(run.Id());
                return new { First = first.PurgedInstanceCount, Second = second.PurgedInstanceCount, left };
            },
        },
        new("a running instance is not purged")
        {
            Drive = async run =>
            {
                var id = await run.StartAsync("QuickWaiter");
                await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
                var error = await ErrorTypeOf(() => run.Client.PurgeInstanceAsync(id, run.Token));
                await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
                return new { error, (await run.CompletionOf(id)).RuntimeStatus };
            },
            Difference = new(
                "The official client of an orchestration service refuses it with this exception; the test host counts nothing.",
                new { error = "none", RuntimeStatus = "Completed" },
                new { error = "InvalidOperationException", RuntimeStatus = "Completed" }),
        },
        new("a purged id can be used again")
        {
            Drive = async run =>
            {
                await run.EndOfAsync(Quick, "first");
                await run.Client.PurgeInstanceAsync(run.Id(), run.Token);
                return await run.EndOfAsync(Quick, "second");
            },
        },
        new("an instance id that looks like an entity's is refused")
        {
            Drive = run => ErrorTypeOf(() => run.StartAsync(Quick, "x", new StartOrchestrationOptions("@counter@1"))),
            Difference = new("The test host knows no entities; the extension refuses ids that begin with @.", "none", "ArgumentException"),
        },
    ];

    private static async Task<object?> ErrorTypeOf(Func<Task> call) => (await Run.ErrorOf(call)).Split(':')[0];
}
