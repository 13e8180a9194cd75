using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

public sealed class WaitTests() : EngineTest(EngineMode.Resident)
{
    [Fact]
    public async Task Waits_for_an_id_that_is_not_there_end_with_its_start_and_its_completion()
    {
        Host.AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("n"));
        await Host.StartAsync(Token);
        var start = Client.WaitForInstanceStartAsync("later", Token);
        var completion = EndOf("later");
        await Host.WhenIdleAsync(Token);
        Assert.False(start.IsCompleted || completion.IsCompleted);

        await Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("later"), Token);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await start).RuntimeStatus);
        Assert.False(completion.IsCompleted);
        await Client.RaiseEventAsync("later", "n", 8, Token);

        Assert.Equal(8, (await completion).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Waits_for_an_id_that_never_comes_end_when_they_are_cancelled()
    {
        await Host.StartAsync(Token);
        using var cancelled = new CancellationTokenSource();
        var start = Client.WaitForInstanceStartAsync("never", cancelled.Token);
        var completion = Client.WaitForInstanceCompletionAsync("never", cancelled.Token);
        await Host.WhenIdleAsync(Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completion.WaitAsync(Token));
        Assert.True(Host.Engine.Services.Waiters.IsEmpty);
    }

    [Fact]
    public async Task Waits_that_are_over_leave_nothing_behind()
    {
        Host.AddOrchestrator("Done", _ => Task.FromResult(1));
        await Host.StartAsync(Token);
        var id = (await RunAsync("Done")).InstanceId;

        await Client.WaitForInstanceStartAsync(id, Token);
        await EndOf(id);

        Assert.True(Host.Engine.Services.Waiters.IsEmpty);
    }
}
