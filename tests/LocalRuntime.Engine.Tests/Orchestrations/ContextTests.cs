using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class ContextTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Custom_status_is_seen_by_clients_and_limited_as_officially()
    {
        Host.AddOrchestrator("Run", async context =>
        {
            context.SetCustomStatus(new { Progress = 50 });
            await context.WaitForExternalEvent<int>("go");
            try
            {
                context.SetCustomStatus(new string('x', 9000));
            }
            catch (ArgumentException)
            {
                context.SetCustomStatus("too large");
            }

            return 0;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        var running = await Client.WaitForInstanceStartAsync(id, getInputsAndOutputs: true, Token);
        Assert.Equal("""{"Progress":50}""", running.SerializedCustomStatus);

        await Client.RaiseEventAsync(id, "go", 1, Token);

        Assert.Equal("too large", (await EndOf(id)).ReadCustomStatusAs<string>());
    }

    // Pins the out-of-process context of the Durable extension: 16 KB of UTF-16 text, the JSON quotes included.
    [Theory]
    [InlineData(8190, true)]
    [InlineData(8191, false)]
    public async Task Custom_status_may_have_16_KB(int characters, bool isTaken)
    {
        Host.AddOrchestrator<int, bool>("Run", (context, length) =>
        {
            try
            {
                context.SetCustomStatus(new string('x', length));
                return Task.FromResult(true);
            }
            catch (ArgumentException)
            {
                return Task.FromResult(false);
            }
        });
        await Host.StartAsync(Token);

        Assert.Equal(isTaken, (await RunAsync("Run", characters)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Guids_and_times_are_the_same_in_every_replay()
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Run", async context =>
            {
                var guid = context.NewGuid();
                var time = context.CurrentUtcDateTime;
                for (var i = 0; i < 3; i++)
                {
                    Time.Advance(TimeSpan.FromSeconds(1));
                    await context.CallActivityAsync<int>("Work", i);
                }

                context.SetCustomStatus($"{guid} {time:o}");
                return $"{guid} {time:o}";
            });
        await Host.StartAsync(Token);

        var end = await RunAsync("Run");

        Assert.Equal(end.ReadCustomStatusAs<string>(), end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Code_runs_once_outside_replay()
    {
        var firstTimes = 0;
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Run", async context =>
            {
                for (var i = 0; i < 5; i++)
                {
                    if (!context.IsReplaying)
                    {
                        firstTimes++;
                    }

                    await context.CallActivityAsync<int>("Work", i);
                }

                return context.IsReplaying;
            });
        await Host.StartAsync(Token);

        Assert.False(await Host.RunAsync<bool>("Run", cancellationToken: Token));
        Assert.Equal(5, firstTimes);
    }

    [Fact]
    public async Task Too_many_actions_fail_the_call_that_exceeds_the_limit()
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Run", async context =>
            {
                for (var i = 0; i < 11; i++)
                {
                    await context.CallActivityAsync<int>("Work", i);
                }

                return 0;
            });
        await Host.StartAsync(Token);

        Assert.Contains("MaxOrchestrationActions", (await RunAsync("Run")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("configure")]
    [InlineData("never")]
    public async Task Await_that_is_not_durable_fails_the_instance_with_a_clear_message(string what)
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator<string, int>("Run", async (context, kind) =>
            {
                switch (kind)
                {
                    // Long enough to be still under way when it is awaited: what is done already needs no other thread.
                    case "delay":
                        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
                        break;
                    case "run":
                        await Task.Run(() => Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
                        break;
                    case "configure":
                        await context.CallActivityAsync<int>("Work", 1).ConfigureAwait(false);
                        break;
                    default:
                        await new TaskCompletionSource().Task;
                        break;
                }

                return await context.CallActivityAsync<int>("Work", 2);
            });
        await Host.StartAsync(Token);

        var end = await RunAsync("Run", what);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("not durable", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yield_goes_on_in_the_same_turn()
    {
        Host.AddOrchestrator("Run", async context =>
        {
            await Task.Yield();
            await Task.Yield();
            return context.InstanceId.Length > 0;
        });
        await Host.StartAsync(Token);

        Assert.True(await Host.RunAsync<bool>("Run", cancellationToken: Token));
    }

    [Fact]
    public async Task History_is_shown_as_the_durable_extension_shows_it()
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Run", async context =>
            {
                await context.WaitForExternalEvent<int>("go");
                return await context.CallActivityAsync<int>("Work", 7);
            });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Client.RaiseEventAsync(id, "go", 1, Token);
        await EndOf(id);

        var history = (await Host.Engine.GetHistoryAsync(id, Token))!;

        Assert.Equal(["ExecutionStarted", "EventRaised", "TaskCompleted", "ExecutionCompleted"], history.Select(entry => entry.EventType));
        Assert.Equal("Work", history[2].FunctionName);
        Assert.Equal("7", history[2].Result);
        Assert.NotNull(history[2].ScheduledTime);
        Assert.Equal("Completed", history[3].OrchestrationStatus);
        Assert.Null(await Host.Engine.GetHistoryAsync("nobody", Token));
    }

    protected override void Configure(DurableEngineOptions options)
    {
        base.Configure(options);
        options.MaxOrchestrationActions = 10;
    }

    public sealed class Resident() : ContextTests(EngineMode.Resident);

    public sealed class Replayed() : ContextTests(EngineMode.Replayed);
}
