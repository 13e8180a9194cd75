using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

/// <summary>The history as the official client gives it.</summary>
public abstract class OrchestrationHistoryTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task History_of_a_call_and_a_timer_has_the_official_events_and_ids()
    {
        Host.AddActivity<int, int>("Twice", n => 2 * n).AddOrchestrator<int, int>("Run", async (context, n) =>
        {
            var result = await context.CallActivityAsync<int>("Twice", n);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return result;
        });
        await Host.StartAsync(Token);
        var begun = Time.GetUtcNow().UtcDateTime;
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(
            "Run", 21, new StartOrchestrationOptions("x") { Tags = new Dictionary<string, string> { ["color"] = "red" } }, Token);
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromHours(1));
        await EndOf(id);

        var history = await Client.GetOrchestrationHistoryAsync(id, Token);

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.TimerCreated, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TimerFired, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            history.Select(e => e.EventType));
        Assert.Equal([-1, -1, 0, -1, -1, -1, 1, -1, -1, -1, 2, -1], history.Select(e => e.EventId));
        Assert.All(history.Take(8), e => Assert.Equal(begun, e.Timestamp));
        Assert.All(history.Skip(8), e => Assert.Equal(begun.AddHours(1), e.Timestamp));
        var started = Single<ExecutionStartedEvent>(history);
        Assert.Equal(("Run", "21", "x"), (started.Name, started.Input, started.OrchestrationInstance.InstanceId));
        Assert.Equal("red", started.Tags["color"]);
        var scheduled = Single<TaskScheduledEvent>(history);
        Assert.Equal(("Twice", "21"), (scheduled.Name, scheduled.Input));
        var completed = Single<TaskCompletedEvent>(history);
        Assert.Equal((0, "42"), (completed.TaskScheduledId, completed.Result));
        Assert.Equal(begun.AddHours(1), Single<TimerCreatedEvent>(history).FireAt);
        var fired = Single<TimerFiredEvent>(history);
        Assert.Equal((1, begun.AddHours(1)), (fired.TimerId, fired.FireAt));
        var ended = Single<ExecutionCompletedEvent>(history);
        Assert.Equal((OrchestrationStatus.Completed, "42"), (ended.OrchestrationStatus, ended.Result));
    }

    [Fact]
    public async Task History_of_failures_tells_their_details()
    {
        Host.AddActivity<int, int>("Fail", _ => throw new IOException("offline", new TimeoutException("slow")))
            .AddOrchestrator("Child", context => context.CallActivityAsync<int>("Fail"))
            .AddOrchestrator("Run", context => context.CallSubOrchestratorAsync<int>(
                "Child", 3, new TaskOptions().WithInstanceId("child")));
        await Host.StartAsync(Token);
        await RunAsync("Run", options: new StartOrchestrationOptions("parent"));

        var parent = await Client.GetOrchestrationHistoryAsync("parent", Token);
        var child = await Client.GetOrchestrationHistoryAsync("child", Token);

        var created = Single<SubOrchestrationInstanceCreatedEvent>(parent);
        Assert.Equal((0, "Child", "child", "3"), (created.EventId, created.Name, created.InstanceId, created.Input));
        var childFailed = Single<SubOrchestrationInstanceFailedEvent>(parent);
        Assert.Equal(0, childFailed.TaskScheduledId);
        Assert.Equal(typeof(TaskFailedException).FullName, childFailed.FailureDetails!.ErrorType);
        Assert.Equal(OrchestrationStatus.Failed, Single<ExecutionCompletedEvent>(parent).OrchestrationStatus);
        var start = Single<ExecutionStartedEvent>(child);
        var origin = start.ParentInstance;
        Assert.Equal(("Run", "parent", 0), (origin.Name, origin.OrchestrationInstance.InstanceId, origin.TaskScheduleId));
        var failed = Single<TaskFailedEvent>(child);
        Assert.Equal((0, "offline"), (failed.TaskScheduledId, failed.Reason));
        Assert.Equal(typeof(IOException).FullName, failed.FailureDetails!.ErrorType);
        Assert.Equal("slow", failed.FailureDetails.InnerFailure!.ErrorMessage);
        Assert.NotNull(Single<ExecutionCompletedEvent>(child).FailureDetails);
    }

    [Fact]
    public async Task History_of_a_finished_sub_orchestration_tells_its_result()
    {
        Host.AddOrchestrator<int, int>("Child", (_, n) => Task.FromResult(n + 1))
            .AddOrchestrator("Run", context => context.CallSubOrchestratorAsync<int>("Child", 3));
        await Host.StartAsync(Token);
        var end = await RunAsync("Run");

        var completed = Single<SubOrchestrationInstanceCompletedEvent>(await Client.GetOrchestrationHistoryAsync(end.InstanceId, Token));

        Assert.Equal((0, "4"), (completed.TaskScheduledId, completed.Result));
    }

    [Fact]
    public async Task History_tells_events_suspension_and_termination()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            context.SendEvent("nobody", "hello", 1);
            await context.WaitForExternalEvent<int>("a");
            return await context.WaitForExternalEvent<int>("b");
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        await Client.RaiseEventAsync(id, "a", 5, Token);
        await Client.SuspendInstanceAsync(id, "pause", Token);
        await Client.ResumeInstanceAsync(id, "go on", Token);
        await Client.TerminateInstanceAsync(id, "enough", Token);

        var history = await Client.GetOrchestrationHistoryAsync(id, Token);

        var sent = Single<EventSentEvent>(history);
        Assert.Equal((0, "nobody", "hello", "1"), (sent.EventId, sent.InstanceId, sent.Name, sent.Input));
        var raised = Single<EventRaisedEvent>(history);
        Assert.Equal(("a", "5"), (raised.Name, raised.Input));
        Assert.Equal("pause", Single<ExecutionSuspendedEvent>(history).Reason);
        Assert.Equal("go on", Single<ExecutionResumedEvent>(history).Reason);
        Assert.Equal("\"enough\"", Single<ExecutionTerminatedEvent>(history).Input);
        Assert.Equal(OrchestrationStatus.Terminated, Single<ExecutionCompletedEvent>(history).OrchestrationStatus);
    }

    [Fact]
    public async Task History_shows_entities_as_events_to_and_from_them()
    {
        var entity = new EntityInstanceId("echo", "a");
        Host.AddEntity("echo", operation => new ValueTask<object?>(operation.GetInput<int>()))
            .AddOrchestrator("Run", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(entity))
                {
                    return await context.Entities.CallEntityAsync<int>(entity, "say", 6);
                }
            });
        await Host.StartAsync(Token);
        var end = await RunAsync("Run");

        var history = await Client.GetOrchestrationHistoryAsync(end.InstanceId, Token);

        Assert.Equal(["lock", "say", "release"], history.OfType<EventSentEvent>().Select(e => e.Name));
        Assert.All(history.OfType<EventSentEvent>(), e => Assert.Equal("@echo@a", e.InstanceId));
        Assert.Equal(["0", "1"], history.OfType<EventRaisedEvent>().Select(e => e.Name));
        Assert.Equal("6", history.OfType<EventRaisedEvent>().Last().Input);
    }

    [Fact]
    public async Task History_is_that_of_the_present_execution()
    {
        Host.AddOrchestrator<int, int>("Loop", (context, n) =>
        {
            if (n < 3)
            {
                context.ContinueAsNew(n + 1);
            }

            return Task.FromResult(n);
        });
        await Host.StartAsync(Token);
        var end = await RunAsync("Loop", 1);

        var started = Single<ExecutionStartedEvent>(await Client.GetOrchestrationHistoryAsync(end.InstanceId, Token));

        Assert.Equal(("3", 2), (started.Input, started.Generation));
    }

    [Fact]
    public async Task History_of_a_rewound_instance_tells_the_reason()
    {
        var isOnline = false;
        Host.AddActivity<int, int>("Work", n => isOnline ? n : throw new IOException("offline"))
            .AddOrchestrator("Run", context => context.CallActivityAsync<int>("Work", 1));
        await Host.StartAsync(Token);
        var end = await RunAsync("Run");
        isOnline = true;
        await Client.RewindInstanceAsync(end.InstanceId, "online again", Token);
        await EndOf(end.InstanceId);

        var history = await Client.GetOrchestrationHistoryAsync(end.InstanceId, Token);

        Assert.Equal("online again", Single<ExecutionRewoundEvent>(history).Reason);
        Assert.Empty(history.OfType<TaskFailedEvent>());
    }

    [Fact]
    public async Task History_of_an_unknown_id_is_refused()
    {
        await Host.StartAsync(Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Client.GetOrchestrationHistoryAsync("nobody", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.GetOrchestrationHistoryAsync("@counter@a", Token));

        Assert.Contains("An orchestration with the instanceId nobody was not found.", error.Message, StringComparison.Ordinal);
    }

    private static T Single<T>(IEnumerable<HistoryEvent> history) => Assert.Single(history.OfType<T>());

    public sealed class Resident() : OrchestrationHistoryTests(EngineMode.Resident);

    public sealed class Replayed() : OrchestrationHistoryTests(EngineMode.Replayed);
}
