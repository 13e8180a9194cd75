using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class TimerTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Timer_longer_than_days_fires_at_its_time_and_not_before()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            var fireAt = context.CurrentUtcDateTime.AddDays(40);
            await context.CreateTimer(fireAt, CancellationToken.None);
            return context.CurrentUtcDateTime >= fireAt;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Host.WhenIdleAsync(Token);

        Time.Advance(TimeSpan.FromDays(40) - TimeSpan.FromSeconds(1));
        await Host.WhenIdleAsync(Token);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await EndOf(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Timer_of_years_fires_although_the_clock_moves_in_months()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1000), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await Host.StartAsync(Token);
        var start = Time.GetUtcNow();
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);

        var end = await EndWhileTimePasses(id, TimeSpan.FromDays(40));

        Assert.Equal(start.UtcDateTime.AddDays(1000), end.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_in_the_past_fires_at_once()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return 7;
        });
        await Host.StartAsync(Token);

        Assert.Equal(7, await Host.RunAsync<int>("Wait", cancellationToken: Token));
    }

    [Fact]
    public async Task Cancelled_timer_does_not_keep_the_instance_running()
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Race", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                var work = context.CallActivityAsync<int>("Work", 7);
                var winner = await Task.WhenAny(timer, work);
#pragma warning disable CA1849 // an orchestrator must not leave its thread
                cancel.Cancel();
#pragma warning restore CA1849
                return winner == work ? await work : -1;
            });
        await Host.StartAsync(Token);

        Assert.Equal(7, await Host.RunAsync<int>("Race", cancellationToken: Token));
    }

    // As officially (durabletask-dotnet issue 713): an instance is not completed while a timer of it is outstanding.
    [Fact]
    public async Task Outstanding_timer_keeps_the_instance_running_until_it_fires()
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Race", async context =>
            {
                await Task.WhenAny(context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None), context.CallActivityAsync<int>("Work", 7));
                return "done";
            });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Race", Token);
        await Host.WhenIdleAsync(Token);

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("done", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Many_timers_fire_in_the_order_of_their_times()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            var fired = new List<int>();
            async Task Wait(int minutes)
            {
                await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                fired.Add(minutes);
            }

            await Task.WhenAll(Wait(3), Wait(1), Wait(2));
            return fired;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);

        var end = await EndWhileTimePasses(id, TimeSpan.FromMinutes(1));

        Assert.Equal([1, 2, 3], end.ReadOutputAs<List<int>>()!);
    }

    public sealed class Resident() : TimerTests(EngineMode.Resident);

    public sealed class Replayed() : TimerTests(EngineMode.Replayed);
}
