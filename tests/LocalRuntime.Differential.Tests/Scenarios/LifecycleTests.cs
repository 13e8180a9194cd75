using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class LifecycleTests(TopicHosts<LifecycleTests> hosts) : Topic<LifecycleTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("a suspended orchestration keeps events until it is resumed")
        {
            Register = (functions, _) => Waiting(functions, "Suspended"),
            Drive = async run =>
            {
                var id = await StartedAsync(run, "Suspended");
                await run.Client.SuspendInstanceAsync(id, "lunch", run.Token);
                await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
                await run.Client.RaiseEventAsync(id, "go", "kept", run.Token);
                var during = await run.GetAsync(id);
                await run.Client.ResumeInstanceAsync(id, "back", run.Token);
                return new { during, End = await run.EndAsync(id) };
            },
        },
        Refused("suspending twice", "suspend", "Suspended", async (run, id) =>
        {
            await run.Client.SuspendInstanceAsync(id, "one", run.Token);
            await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
            var error = await Run.ErrorOf(() => run.Client.SuspendInstanceAsync(id, "two", run.Token));
            await run.Client.ResumeInstanceAsync(id, null, run.Token);
            await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
            await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
            return error;
        }),
        Refused("resuming what is not suspended", "resume", "Running", async (run, id) =>
        {
            var error = await Run.ErrorOf(() => run.Client.ResumeInstanceAsync(id, null, run.Token));
            await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
            return error;
        }),
        Refused("terminating what has ended", "terminate", "Completed", async (run, id) =>
        {
            await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
            await run.CompletionOf(id);
            return await Run.ErrorOf(() => run.Client.TerminateInstanceAsync(id, "late", run.Token));
        }),
        Refused("suspending what has ended", "suspend", "Completed", async (run, id) =>
        {
            await run.Client.RaiseEventAsync(id, "go", "on", run.Token);
            await run.CompletionOf(id);
            return await Run.ErrorOf(() => run.Client.SuspendInstanceAsync(id, "late", run.Token));
        }),
        new("a suspended orchestration can be terminated")
        {
            Register = (functions, _) => Waiting(functions, "SuspendedAndEnded"),
            Drive = async run =>
            {
                var id = await StartedAsync(run, "SuspendedAndEnded");
                await run.Client.SuspendInstanceAsync(id, "lunch", run.Token);
                await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
                await run.Client.TerminateInstanceAsync(id, "over", run.Token);
                return await run.EndAsync(id);
            },
        },
        new("a timer that is due during a suspension fires after it")
        {
            Register = (functions, _) => functions.Orchestrator<string>("SuspendedTimer", async context =>
            {
                context.SetCustomStatus("ready");
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                return "fired";
            }),
            Drive = async run =>
            {
                var id = await StartedAsync(run, "SuspendedTimer");
                await run.Client.SuspendInstanceAsync(id, null, run.Token);
                await run.UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
                var begin = TimeProvider.System.GetTimestamp();
                await run.UntilAsync(() => Task.FromResult(TimeProvider.System.GetElapsedTime(begin) > TimeSpan.FromSeconds(1.5)));
                var during = await run.GetAsync(id);
                await run.Client.ResumeInstanceAsync(id, null, run.Token);
                return new { during, End = await run.EndAsync(id) };
            },
        },
        new("a terminated orchestration has the given output")
        {
            Register = (functions, _) => Waiting(functions, "Terminated"),
            Drive = async run =>
            {
                var id = await StartedAsync(run, "Terminated");
                await run.Client.TerminateInstanceAsync(id, new { Reason = "no time", Code = 7 }, run.Token);
                return await run.EndAsync(id);
            },
        },
        new("a termination without output")
        {
            Register = (functions, _) => Waiting(functions, "TerminatedPlainly"),
            Drive = async run =>
            {
                var id = await StartedAsync(run, "TerminatedPlainly");
                await run.Client.TerminateInstanceAsync(id, run.Token);
                return await run.EndAsync(id);
            },
        },
        new("terminating a parent alone leaves its child running")
        {
            Register = (functions, _) => Family(functions, "Alone"),
            Drive = async run =>
            {
                var id = await StartedFamilyAsync(run, "Alone");
                await run.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", Recursive: false), run.Token);
                var parent = await run.EndAsync(id);
                await run.Client.RaiseEventAsync(run.Id("child"), "go", "finished", run.Token);
                return new { parent, Child = await run.EndAsync(run.Id("child")) };
            },
        },
        new("terminating a family ends parent and child")
        {
            Register = (functions, _) => Family(functions, "Together"),
            Drive = async run =>
            {
                var id = await StartedFamilyAsync(run, "Together");
                await run.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", Recursive: true), run.Token);
                var parent = await run.CompletionOf(id);
                await run.Client.RaiseEventAsync(run.Id("child"), "go", "finished", run.Token);
                return new { Parent = parent.RuntimeStatus, Child = (await run.CompletionOf(run.Id("child"))).RuntimeStatus };
            },
            Difference = new(
                "The official options promise recursion; the test host ignores the wish.",
                new { Parent = "Terminated", Child = "Completed" },
                new { Parent = "Terminated", Child = "Terminated" }),
        },
        new("the custom status stays after a termination")
        {
            Register = (functions, _) => Waiting(functions, "TerminatedStatus"),
            Drive = async run =>
            {
                var id = await StartedAsync(run, "TerminatedStatus");
                await run.Client.TerminateInstanceAsync(id, "over", run.Token);
                return (await run.CompletionOf(id)).SerializedCustomStatus;
            },
        },
    ];

    /// <summary>A request that the extension refuses in a state (DurableClient), and that changes nothing on the test host.</summary>
    private static Scenario Refused(string name, string verb, string state, Func<Run, string, Task<string>> request)
    {
        var end = new { Name = name, Status = "Completed", Output = "\"on\"", CustomStatus = "\"ready\"" };
        return new Scenario(name)
        {
            Register = (functions, _) => Waiting(functions, name),
            Drive = async run =>
            {
                var id = await StartedAsync(run, name);
                var error = await request(run, id);
                return new { Error = error.Replace(id, "ID", StringComparison.Ordinal), End = await run.EndAsync(id) };
            },
            Difference = new(
                "The extension refuses what makes no sense in the instance's state (DurableClient).",
                new { Error = "none", End = end },
                new
                {
                    Error = $"InvalidOperationException: Cannot {verb} the orchestration instance ID "
                        + $"because instance is in the {state} state.",
                    End = end,
                }),
        };
    }

    private static void Waiting(FunctionSet functions, string name) => functions.Orchestrator<string>(name, async context =>
    {
        context.SetCustomStatus("ready");
        return await context.WaitForExternalEvent<string>("go");
    });

    private static async Task<string> StartedAsync(Run run, string orchestrator)
    {
        var id = await run.StartAsync(orchestrator);
        await run.UntilCustomStatusAsync(id, "ready");
        return id;
    }

    private static void Family(FunctionSet functions, string name)
    {
        Waiting(functions, $"{name}Child");
        functions.Orchestrator<string, string>(name, (context, id) =>
            context.CallSubOrchestratorAsync<string>($"{name}Child", options: new SubOrchestrationOptions(instanceId: id)));
    }

    private static async Task<string> StartedFamilyAsync(Run run, string name)
    {
        var id = await run.StartAsync(name, run.Id("child"));
        await run.UntilCustomStatusAsync(run.Id("child"), "ready");
        return id;
    }
}
