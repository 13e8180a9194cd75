using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class ExternalEventTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Event_names_are_compared_without_case()
    {
        Host.AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("Approval"));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);

        await Client.RaiseEventAsync(id, "aPPROVAL", 5, Token);

        Assert.Equal(5, (await EndOf(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Events_raised_before_the_wait_are_kept_in_order()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            await context.WaitForExternalEvent<bool>("go");
            var received = new List<int>();
            while (received.Count < 3)
            {
                received.Add(await context.WaitForExternalEvent<int>("n"));
            }

            return received;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        for (var i = 1; i <= 3; i++)
        {
            await Client.RaiseEventAsync(id, "n", i, Token);
        }

        await Client.RaiseEventAsync(id, "go", true, Token);

        var received = (await EndOf(id)).ReadOutputAs<List<int>>();
        Assert.Equal([1, 2, 3], received!);
    }

    // Pins TaskOrchestrationContextWrapper: the most recent waiter is on top of the stack.
    [Fact]
    public async Task Event_goes_to_the_most_recent_waiter()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            var first = context.WaitForExternalEvent<int>("n");
            var second = context.WaitForExternalEvent<int>("n");
            var winner = await Task.WhenAny(first, second);
            var which = winner == second ? "second" : "first";
            return $"{which} {await second} {await first}";
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Client.RaiseEventAsync(id, "n", 1, Token);
        await Client.RaiseEventAsync(id, "n", 2, Token);

        Assert.Equal("second 1 2", (await EndOf(id)).ReadOutputAs<string>());
    }

    // Pins durabletask-dotnet pull request 801: a cancelled wait does not swallow the event.
    [Fact]
    public async Task Event_after_a_timed_out_wait_is_kept_for_the_next_one()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            var timedOut = false;
            try
            {
                await context.WaitForExternalEvent<int>("n", TimeSpan.FromMinutes(1));
            }
            catch (TaskCanceledException)
            {
                timedOut = true;
            }

            return $"{timedOut} {await context.WaitForExternalEvent<int>("n", TimeSpan.FromDays(1))}";
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Host.WhenIdleAsync(Token);

        await Client.RaiseEventAsync(id, "n", 8, Token);

        Assert.Equal("True 8", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_before_the_timeout_ends_the_instance_without_waiting_for_the_timer()
    {
        Host.AddOrchestrator("Wait", context => context.WaitForExternalEvent<string>("n", TimeSpan.FromDays(100)));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Client.RaiseEventAsync(id, "n", "x", Token);

        Assert.Equal("x", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_of_one_name_in_different_cases_are_kept_in_one_buffer()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            await context.WaitForExternalEvent<bool>("go");
            return $"{await context.WaitForExternalEvent<int>("Item")} {await context.WaitForExternalEvent<int>("ITEM")}";
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Client.RaiseEventAsync(id, "item", 1, Token);
        await Client.RaiseEventAsync(id, "iTEM", 2, Token);
        await Client.RaiseEventAsync(id, "go", true, Token);

        Assert.Equal("1 2", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_that_is_cancelled_leaves_the_event_to_the_next_waiter()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var abandoned = context.WaitForExternalEvent<int>("n", cancel.Token);
#pragma warning disable CA1849 // an orchestrator must not leave its thread
            cancel.Cancel();
#pragma warning restore CA1849
            return $"{abandoned.IsCanceled} {await context.WaitForExternalEvent<int>("n")}";
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Wait", Token);
        await Client.RaiseEventAsync(id, "n", 3, Token);

        Assert.Equal("True 3", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestration_sends_an_event_to_another()
    {
        Host.AddOrchestrator("Receiver", context => context.WaitForExternalEvent<string>("hello"))
            .AddOrchestrator<string, int>("Sender", (context, to) =>
            {
                context.SendEvent(to, "hello", "from sender");
                return Task.FromResult(0);
            });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Receiver", Token);
        await RunAsync("Sender", id);

        Assert.Equal("from sender", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiters_of_one_name_must_agree_on_the_type()
    {
        Host.AddOrchestrator("Wait", async context =>
        {
            _ = context.WaitForExternalEvent<int>("n");
            await context.WaitForExternalEvent<string>("n");
            return 0;
        });
        await Host.StartAsync(Token);

        var end = await RunAsync("Wait");

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Event_to_a_missing_or_finished_instance_is_dropped()
    {
        Host.AddOrchestrator("Done", _ => Task.FromResult(1));
        await Host.StartAsync(Token);
        var end = await RunAsync("Done");

        await Client.RaiseEventAsync(end.InstanceId, "n", 1, Token);
        await Client.RaiseEventAsync("nobody", "n", 1, Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Client.GetInstanceAsync(end.InstanceId, Token))!.RuntimeStatus);
        Assert.Null(await Client.GetInstanceAsync("nobody", Token));
    }

    public sealed class Resident() : ExternalEventTests(EngineMode.Resident);

    public sealed class Replayed() : ExternalEventTests(EngineMode.Replayed);
}
