using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class ContinueAsNewTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Loop_keeps_a_short_history()
    {
        Host.AddActivity<int, int>("Add1", n => n + 1)
            .AddOrchestrator<int, int>("Loop", async (context, n) =>
            {
                n = await context.CallActivityAsync<int>("Add1", n);
                if (n < 50)
                {
                    context.ContinueAsNew(n);
                }

                return n;
            });
        await Host.StartAsync(Token);

        var end = await RunAsync("Loop", 0);

        Assert.Equal(50, end.ReadOutputAs<int>());
        Assert.Equal(3, (await Host.Engine.GetHistoryAsync(end.InstanceId, Token))!.Count);
    }

    [Fact]
    public async Task Unprocessed_events_go_to_the_next_execution()
    {
        Host.AddOrchestrator<int, string>("Loop", async (context, sum) =>
        {
            var n = await context.WaitForExternalEvent<int>("n");
            if (n == 0)
            {
                return $"sum {sum}";
            }

            context.ContinueAsNew(sum + n);
            return "unused";
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Loop", 0, Token);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Client.RaiseEventAsync(id, "n", i, Token)));
        await Host.WhenIdleAsync(Token);
        await Client.RaiseEventAsync(id, "n", 0, Token);

        Assert.Equal("sum 210", (await EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Buffered_events_are_dropped_if_not_preserved()
    {
        Host.AddOrchestrator<int, string>("Loop", async (context, round) =>
        {
            if (round == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return "unused";
            }

            try
            {
                return $"got {await context.WaitForExternalEvent<int>("extra", TimeSpan.FromMinutes(1))}";
            }
            catch (TaskCanceledException)
            {
                return "nothing";
            }
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Loop", 0, Token);
        await Client.RaiseEventAsync(id, "extra", 1, Token);
        await Client.RaiseEventAsync(id, "go", 1, Token);

        Assert.Equal("nothing", (await EndWhileTimePasses(id, TimeSpan.FromMinutes(1))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task New_version_is_seen_by_the_next_execution()
    {
        Host.AddOrchestrator<int, string>("Loop", (context, round) =>
        {
            if (round == 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = "2.0" });
            }

            return Task.FromResult(context.Version);
        });
        await Host.StartAsync(Token);

        Assert.Equal("2.0", (await RunAsync("Loop", 0, new StartOrchestrationOptions { Version = "1.0" })).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Sub_orchestration_that_continues_as_new_still_answers_its_parent()
    {
        Host.AddOrchestrator<int, int>("Child", (context, n) =>
            {
                if (n < 5)
                {
                    context.ContinueAsNew(n + 1);
                }

                return Task.FromResult(n);
            })
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 0));
        await Host.StartAsync(Token);

        Assert.Equal(5, await Host.RunAsync<int>("Parent", cancellationToken: Token));
    }

    [Fact]
    public async Task Guids_of_the_executions_differ_although_no_time_passes()
    {
        Host.AddOrchestrator<List<Guid>, List<Guid>>("Loop", (context, seen) =>
        {
            seen.Add(context.NewGuid());
            if (seen.Count < 10)
            {
                context.ContinueAsNew(seen);
            }

            return Task.FromResult(seen);
        });
        await Host.StartAsync(Token);

        var guids = await Host.RunAsync<List<Guid>>("Loop", new List<Guid>(), cancellationToken: Token);

        Assert.Equal(10, guids!.Distinct().Count());
        Assert.All(guids!, guid => Assert.Equal(5, guid.Version));
    }

    // Found by the simulation: what arrived in the last turn, behind the suspension, was lost.
    [Fact]
    public async Task Suspension_in_the_turn_that_continues_as_new_goes_to_the_next_execution_with_the_events_behind_it()
    {
        Host.AddOrchestrator<List<int>, List<int>>("Loop", async (context, seen) =>
        {
            var n = await context.WaitForExternalEvent<int>("n");
            if (n > 0)
            {
                context.ContinueAsNew(new List<int>([.. seen, n]));
            }

            return seen;
        });
        await Host.StartAsync(Token);

        // All of it waits for the start time, and comes in one turn.
        var start = new StartOrchestrationOptions { StartAt = Time.GetUtcNow().AddHours(1) };
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Loop", new List<int>(), start, Token);
        await Client.RaiseEventAsync(id, "n", 1, Token);
        await Client.SuspendInstanceAsync(id, cancellation: Token);
        await Client.RaiseEventAsync(id, "n", 2, Token);
        await Client.RaiseEventAsync(id, "n", 0, Token);
        Time.Advance(TimeSpan.FromHours(1));
        await Host.WhenIdleAsync(Token);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        await Client.ResumeInstanceAsync(id, cancellation: Token);

        Assert.Equal([1, 2], (await EndOf(id)).ReadOutputAs<List<int>>()!);
    }

    public sealed class Resident() : ContinueAsNewTests(EngineMode.Resident);

    public sealed class Replayed() : ContinueAsNewTests(EngineMode.Replayed);
}
