using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

public abstract class LifecycleTests(EngineMode mode) : EngineTest(mode)
{
    private readonly TaskCompletionSource _activityStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _activityCancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Suspended_instance_keeps_events_until_it_is_resumed()
    {
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Two", Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        await Client.SuspendInstanceAsync(id, "pause", Token);
        await Client.RaiseEventAsync(id, "a", 1, Token);
        await Client.RaiseEventAsync(id, "b", 2, Token);
        await Host.WhenIdleAsync(Token);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        await Client.ResumeInstanceAsync(id, "go on", Token);

        Assert.Equal(3, (await EndOf(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Activity_outcome_during_suspension_is_applied_after_resumption()
    {
        var release = new TaskCompletionSource();
        Host.AddActivity<int, int>("Slow", async (_, n) =>
        {
            await release.Task;
            return n;
        });
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Slow", 4));
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        await Client.SuspendInstanceAsync(id, cancellation: Token);
        release.SetResult();
        await Host.WhenIdleAsync(Token);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        await Client.ResumeInstanceAsync(id, cancellation: Token);

        Assert.Equal(4, (await EndOf(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task State_changes_that_make_no_sense_are_refused()
    {
        await StartAsync();
        var done = await RunAsync("Done");
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Two", Token);
        await Client.WaitForInstanceStartAsync(id, Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.ResumeInstanceAsync(id, cancellation: Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SuspendInstanceAsync(done.InstanceId, cancellation: Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.TerminateInstanceAsync(done.InstanceId, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.TerminateInstanceAsync("nobody", Token));
    }

    [Fact]
    public async Task Termination_ends_the_instance_with_its_output_and_cancels_its_activities()
    {
        Host.AddActivity<int, int>("Endless", async (invocation, n) =>
        {
            await using var registration = invocation.CancellationToken.Register(() => _activityCancelled.TrySetResult());
            _activityStarted.TrySetResult();
            await _activityCancelled.Task;
            return n;
        });
        Host.AddOrchestrator("Run", context => context.CallActivityAsync<int>("Endless", 1));
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await _activityStarted.Task.WaitAsync(Token);

        await Client.TerminateInstanceAsync(id, "stopped by hand", Token);

        var end = await EndOf(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("stopped by hand", end.ReadOutputAs<string>());
        await _activityCancelled.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Recursive_termination_reaches_sub_orchestrations()
    {
        Host.AddOrchestrator("Grandparent", context => context.CallSubOrchestratorAsync<int>("Parent", options: new TaskOptions().WithInstanceId("p")))
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Two", options: new TaskOptions().WithInstanceId("c")));
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Grandparent", Token);
        await Host.WhenIdleAsync(Token);

        await Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: true), Token);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOf(id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOf("p")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOf("c")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminated_sub_orchestration_fails_its_parent()
    {
        Host.AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Two", options: new TaskOptions().WithInstanceId("c")));
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Parent", Token);
        await Host.WhenIdleAsync(Token);

        await Client.TerminateInstanceAsync("c", Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndOf(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Start_at_a_later_time_waits_until_then()
    {
        await StartAsync();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(
            "Done", new StartOrchestrationOptions(StartAt: Time.GetUtcNow().AddDays(3)), Token);
        await Host.WhenIdleAsync(Token);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndOf(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Events_for_an_instance_that_has_not_started_wait_for_it_and_termination_does_not()
    {
        await StartAsync();
        var options = new StartOrchestrationOptions(StartAt: Time.GetUtcNow().AddDays(1));
        var later = await Client.ScheduleNewOrchestrationInstanceAsync("Two", options, Token);
        var never = await Client.ScheduleNewOrchestrationInstanceAsync("Two", options, Token);
        await Client.RaiseEventAsync(later, "a", 1, Token);
        await Client.RaiseEventAsync(later, "b", 1, Token);
        await Client.TerminateInstanceAsync(never, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndOf(never)).RuntimeStatus);

        Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, (await EndOf(later)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Id_of_a_running_instance_cannot_be_started_again_and_that_of_a_finished_one_can()
    {
        await StartAsync();
        await Client.ScheduleNewOrchestrationInstanceAsync("Two", new StartOrchestrationOptions("x"), Token);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => Client.ScheduleNewOrchestrationInstanceAsync("Done", new StartOrchestrationOptions("x"), Token));
        await Client.TerminateInstanceAsync("x", Token);
        Assert.Equal(1, (await RunAsync("Done", options: new StartOrchestrationOptions("x"))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Restart_runs_the_same_function_and_input_again()
    {
        Host.AddOrchestrator<int, string>("Echo", (context, n) => Task.FromResult($"{context.InstanceId} {n}"));
        await StartAsync();
        await RunAsync("Echo", 5, new StartOrchestrationOptions("e"));

        Assert.Equal("e", await Client.RestartAsync("e", cancellation: Token));
        Assert.Equal("e 5", (await EndOf("e")).ReadOutputAs<string>());
        var other = await Client.RestartAsync("e", restartWithNewInstanceId: true, Token);
        Assert.Equal($"{other} 5", (await EndOf(other)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RestartAsync("nobody", cancellation: Token));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("@counter@1")]
    [InlineData("a#b")]
    public async Task Ids_the_official_host_refuses_are_refused(string id)
    {
        await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => Client.ScheduleNewOrchestrationInstanceAsync("Done", new StartOrchestrationOptions(id), Token));
    }

    private Task<DurableTestHost> StartAsync()
    {
        Host.AddOrchestrator("Done", _ => Task.FromResult(1));
        Host.AddOrchestrator("Two", async context =>
        {
            var first = await context.WaitForExternalEvent<int>("a");
            return first + await context.WaitForExternalEvent<int>("b");
        });
        return Host.StartAsync(Token);
    }

    public sealed class Resident() : LifecycleTests(EngineMode.Resident);

    public sealed class Replayed() : LifecycleTests(EngineMode.Replayed);
}
