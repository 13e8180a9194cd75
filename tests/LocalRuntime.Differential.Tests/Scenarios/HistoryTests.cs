using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

/// <summary>Kinds of history events, in order, and what they name. The official test host gives no history, the core does.</summary>
public sealed class HistoryTests(TopicHosts<HistoryTests> hosts) : Topic<HistoryTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        History("history of a plain orchestration", _ => Task.FromResult("end")),
        History("history of a chain of activities", async context =>
        {
            await context.CallActivityAsync<int>(Twice, 1);
            return await context.CallActivityAsync<string>(Echo, "end");
        }),
        History("history of a failing activity", context => context.CallActivityAsync<string>(Throw, "failed")),
        History("history of retries", context => context.CallActivityAsync<string>(
            Throw, "failed", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(20))))),
        History("history of a timer", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            return "end";
        }),
        History("history of an event to itself", async context =>
        {
            context.SendEvent(context.InstanceId, "letter", "x");
            return await context.WaitForExternalEvent<string>("letter");
        }),
        History("history of a sub-orchestration", context => context.CallSubOrchestratorAsync<string>("HistoryChild")),
        History("history of a failing sub-orchestration", context => context.CallSubOrchestratorAsync<string>("HistoryFailingChild")),
        History("history of an entity call", async context =>
            $"{await context.Entities.CallEntityAsync<int>(new EntityInstanceId("HistoryLedger", "one"), "Add", 1)}"),
        History("history of a failure of the code", _ => throw new InvalidOperationException("failed")),
        new("history of a termination")
        {
            Reference = Reference.Core,
            Register = (functions, _) => functions
                .Entity<Ledger>("HistoryLedger")
                .Orchestrator("HistoryChild", _ => Task.FromResult("child"))
                .Orchestrator<string>("HistoryFailingChild", _ => throw new InvalidOperationException("child"))
                .Orchestrator<string>("HistoryWaiting", async context =>
            {
                context.SetCustomStatus("ready");
                return await context.WaitForExternalEvent<string>("go");
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("HistoryWaiting");
                await run.UntilCustomStatusAsync(id, "ready");
                await run.Client.TerminateInstanceAsync(id, "over", run.Token);
                await run.CompletionOf(id);
                return await KindsAsync(run);
            },
        },
        new("history of a suspension")
        {
            Reference = Reference.Core,
            Drive = async run =>
            {
                var id = await run.StartAsync("HistoryWaiting");
                await run.UntilCustomStatusAsync(id, "ready");
                await run.Client.SuspendInstanceAsync(id, "lunch", run.Token);
                await run.UntilStatusAsync(id, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Suspended);
                await run.Client.ResumeInstanceAsync(id, "back", run.Token);
                await run.UntilStatusAsync(id, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Running);
                await run.Client.RaiseEventAsync(id, "go", "end", run.Token);
                await run.CompletionOf(id);
                return await KindsAsync(run);
            },
        },
    ];

    private static Scenario History(string name, Func<TaskOrchestrationContext, Task<string>> code) => new(name)
    {
        Reference = Reference.Core,
        Register = (functions, _) => functions.Orchestrator(name, code),
        Drive = async run =>
        {
            await run.EndOfAsync(name);
            return await KindsAsync(run);
        },
    };

    private static async Task<IEnumerable<string>> KindsAsync(Run run) =>
        (await run.Client.GetOrchestrationHistoryAsync(run.Id(), run.Token)).Select(Describe);

    private static string Describe(HistoryEvent e) => e switch
    {
        ExecutionStartedEvent started => $"{e.EventType} {started.Name} {started.Input}",
        TaskScheduledEvent scheduled => $"{e.EventType} {e.EventId} {scheduled.Name}",
        TaskCompletedEvent completed => $"{e.EventType} of {completed.TaskScheduledId} {completed.Result}",
        TaskFailedEvent failed => $"{e.EventType} of {failed.TaskScheduledId} {failed.FailureDetails?.ErrorMessage}",
        SubOrchestrationInstanceCreatedEvent created => $"{e.EventType} {e.EventId} {created.Name}",
        SubOrchestrationInstanceCompletedEvent completed => $"{e.EventType} of {completed.TaskScheduledId} {completed.Result}",
        SubOrchestrationInstanceFailedEvent failed => $"{e.EventType} of {failed.TaskScheduledId} {failed.FailureDetails?.ErrorMessage}",
        TimerCreatedEvent => $"{e.EventType} {e.EventId}",
        TimerFiredEvent fired => $"{e.EventType} of {fired.TimerId}",
        ExecutionCompletedEvent completed => $"{e.EventType} {completed.OrchestrationStatus} {completed.Result}",
        _ => $"{e.EventType}",
    };
}
