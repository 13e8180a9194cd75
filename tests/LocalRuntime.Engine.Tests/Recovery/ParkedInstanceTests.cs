using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Recovery;

public sealed class ParkedInstanceTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly string _folder = Directory.CreateTempSubdirectory("parked-").FullName;
    private int _attempts;
    private bool _isBroken;
    private int _runs;

    private CancellationToken Token => _deadline.Token;

    [Fact]
    public async Task Pending_instance_whose_function_is_gone_stays_pending_with_its_reason_until_it_is_back()
    {
        string id;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using (var with = WithWork(time))
        {
            await with.StartAsync(Token);
            id = await with.Client.ScheduleNewOrchestrationInstanceAsync(
                "Work", new StartOrchestrationOptions(StartAt: time.GetUtcNow().AddDays(1)), Token);
        }

        time.Advance(TimeSpan.FromDays(2));
        await using (var without = Host(time).AddOrchestrator("Other", _ => Task.FromResult(1)))
        {
            await without.StartAsync(Token);
            await without.WhenIdleAsync(Token);

            var parked = await without.Client.GetInstanceAsync(id, Token);
            Assert.Equal(OrchestrationRuntimeStatus.Pending, parked!.RuntimeStatus);
            Assert.Contains("'Work' doesn't exist", parked.GetParkedReason(), StringComparison.Ordinal);
            Assert.Contains("'Other'", parked.GetParkedReason(), StringComparison.Ordinal);
        }

        await using var again = WithWork(time);
        await again.StartAsync(Token);
        await again.Client.RaiseEventAsync(id, "n", 3, Token);

        var end = await again.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);
        Assert.Equal(3, end.ReadOutputAs<int>());
        Assert.Null(end.GetParkedReason());
    }

    [Fact]
    public async Task Running_instance_whose_function_is_gone_keeps_its_events_and_goes_on_when_it_is_back()
    {
        string id;
        await using (var with = WithWork())
        {
            await with.StartAsync(Token);
            id = await with.Client.ScheduleNewOrchestrationInstanceAsync("Work", Token);
            await with.WhenIdleAsync(Token);
        }

        await using (var without = Host())
        {
            await without.StartAsync(Token);
            await without.Client.RaiseEventAsync(id, "n", 5, Token);
            var parked = await without.Client.GetInstanceAsync(id, Token);
            Assert.Equal(OrchestrationRuntimeStatus.Running, parked!.RuntimeStatus);
            Assert.NotNull(parked.GetParkedReason());
        }

        await using var again = WithWork();
        await again.StartAsync(Token);
        Assert.Equal(5, (await again.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Instance_that_was_parked_without_mail_is_tried_at_the_next_start()
    {
        string id;
        await using (var with = WithWork())
        {
            await with.StartAsync(Token);
            id = await with.Client.ScheduleNewOrchestrationInstanceAsync("Work", Token);
            await with.WhenIdleAsync(Token);
        }

        await using (var without = Host())
        {
            await without.StartAsync(Token);
            await without.Client.SuspendInstanceAsync(id, cancellation: Token);
            await without.Client.ResumeInstanceAsync(id, cancellation: Token);
            await without.WhenIdleAsync(Token);
            Assert.NotNull((await without.Client.GetInstanceAsync(id, Token))!.GetParkedReason());
        }

        await using var again = WithWork();
        await again.StartAsync(Token);
        await again.WhenIdleAsync(Token);

        Assert.Null((await again.Client.GetInstanceAsync(id, Token))!.GetParkedReason());
    }

    [Theory]
    [InlineData("throws", "took no action")]
    [InlineData("other activity", "took activity 'Other'")]
    [InlineData("handler", "no such service")]
    public async Task Instance_whose_replay_fails_is_parked_and_goes_on_once_it_is_mended_and_resumed(string fault, string reason)
    {
        var id = await StartBreakableAsync(fault);
        _isBroken = true;
        await using var host = Breakable(fault);
        await host.StartAsync(Token);
        await host.Client.RaiseEventAsync(id, "n", 6, Token);

        var parked = await host.Client.GetInstanceAsync(id, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Running, parked!.RuntimeStatus);
        Assert.Contains(reason, parked.GetParkedReason(), StringComparison.Ordinal);

        _isBroken = false;
        await host.Client.ResumeInstanceAsync(id, cancellation: Token);
        var end = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);
        Assert.Equal(16, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Parked_instance_is_tried_once_whatever_arrives_for_it()
    {
        var id = await StartBreakableAsync("handler");
        _isBroken = true;
        await using var host = Breakable("handler");
        await host.StartAsync(Token);
        _attempts = 0;
        for (var n = 0; n < 20; n++)
        {
            await host.Client.RaiseEventAsync(id, "n", n, Token);
        }

        Assert.Equal(1, _attempts);

        // Nor is a resume without a repair more than one attempt; nothing is lost by it.
        await host.Client.ResumeInstanceAsync(id, cancellation: Token);
        Assert.Equal(2, _attempts);
        _isBroken = false;
        await host.Client.ResumeInstanceAsync(id, cancellation: Token);
        Assert.Equal(10, (await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Parked_instances_leave_memory_and_get_their_events_in_order_when_they_are_resumed()
    {
        const int Instances = 50;
        string[] ids;
        await using (var host = Collecting())
        {
            await host.StartAsync(Token);
            ids = await Task.WhenAll(Enumerable.Range(0, Instances).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Collect", Token)));
            await host.WhenIdleAsync(Token);
        }

        _isBroken = true;
        await using var broken = Collecting();
        await broken.StartAsync(Token);
        for (var n = 1; n <= 3; n++)
        {
            await Task.WhenAll(ids.Select(id => broken.Client.RaiseEventAsync(id, "n", n, Token)));
        }

        await broken.WhenIdleAsync(Token);
        Assert.Equal(0, broken.Engine.Services.Instances.Count);
        Assert.Equal(0, broken.Engine.Services.Residents.Count);

        _isBroken = false;
        await Task.WhenAll(ids.Select(id => broken.Client.ResumeInstanceAsync(id, cancellation: Token)));
        foreach (var id in ids)
        {
            var end = await broken.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);
            Assert.Equal([1, 2, 3], end.ReadOutputAs<List<int>>()!);
        }
    }

    [Fact]
    public async Task Outcome_of_an_activity_that_ends_while_its_instance_is_parked_is_kept_over_a_restart()
    {
        string id;
        await using (var host = Breakable("handler"))
        {
            host.AddActivity<int, int>("Slow", async (invocation, n) =>
            {
                await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
                return n;
            });
            await host.StartAsync(Token);
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("CallSlow", Token);
            await host.Client.WaitForInstanceStartAsync(id, Token);
        }

        _isBroken = true;
        await using (var broken = Breakable("handler").AddActivity<int, int>("Slow", CountRun))
        {
            await broken.StartAsync(Token);
            await broken.WhenIdleAsync(Token);
            Assert.Equal(1, _runs);
            Assert.NotNull((await broken.Client.GetInstanceAsync(id, Token))!.GetParkedReason());
        }

        _isBroken = false;
        await using var mended = Breakable("handler").AddActivity<int, int>("Slow", CountRun);
        await mended.StartAsync(Token);

        Assert.Equal(8, (await mended.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Terminating_a_parked_instance_drops_what_was_held_for_it()
    {
        var id = await StartBreakableAsync("handler");
        _isBroken = true;
        await using var host = Breakable("handler");
        await host.StartAsync(Token);
        await host.Client.RaiseEventAsync(id, "n", 1, Token);
        Assert.Single(await host.Engine.Services.Store.LoadHeldAsync(id));

        await host.Client.TerminateInstanceAsync(id, Token);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.Client.WaitForInstanceCompletionAsync(id, Token)).RuntimeStatus);
        Assert.Empty(await host.Engine.Services.Store.LoadHeldAsync(id));
        await host.WhenIdleAsync(Token);
        Assert.Equal(0, host.Engine.Services.Instances.Count);
    }

    [Fact]
    public async Task Suspended_instance_that_is_parked_can_be_resumed_too()
    {
        var id = await StartBreakableAsync("handler", suspend: true);
        _isBroken = true;
        await using var host = Breakable("handler");
        await host.StartAsync(Token);
        await host.Client.RaiseEventAsync(id, "n", 1, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        _isBroken = false;
        await host.Client.ResumeInstanceAsync(id, cancellation: Token);

        Assert.Equal(11, (await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Handler_that_fails_before_the_first_turn_fails_the_instance()
    {
        _isBroken = true;
        await using var host = Breakable("handler");
        await host.StartAsync(Token);

        var error = await Assert.ThrowsAsync<TaskFailedException>(() => host.RunAsync<int>("Run", cancellationToken: Token));

        Assert.Contains("no such service", error.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private DurableTestHost Host(TimeProvider? time = null) => new(options => options.StateDirectory = _folder, time);

    private DurableTestHost WithWork(TimeProvider? time = null) => Host(time).AddOrchestrator("Work", context => context.WaitForExternalEvent<int>("n"));

    private int CountRun(int n)
    {
        Interlocked.Increment(ref _runs);
        return n;
    }

    /// <summary>An orchestrator that collects three events, unless it is broken.</summary>
    private DurableTestHost Collecting()
    {
        var host = Host();
        host.Functions.AddOrchestrator("Collect", invocation => _isBroken
            ? throw new InvalidOperationException("There is no such service.")
            : invocation.RunAsync(async context =>
            {
                List<int> collected = [];
                while (collected.Count < 3)
                {
                    collected.Add(await context.WaitForExternalEvent<int>("n"));
                }

                return collected;
            }));
        return host;
    }

    /// <summary>An orchestrator that calls an activity and waits for an event, unless it is broken.</summary>
    private DurableTestHost Breakable(string fault)
    {
        var host = Host().AddActivity<int, int>("Ten", n => n).AddActivity<int, int>("Other", n => n);
        host.Functions.AddOrchestrator("Run", invocation =>
        {
            Interlocked.Increment(ref _attempts);
            return _isBroken && fault == "handler"
                ? throw new InvalidOperationException("There is no such service.")
                : invocation.RunAsync(async context =>
                {
                    if (_isBroken && fault == "throws")
                    {
                        throw new InvalidOperationException("A bug.");
                    }

                    var ten = await context.CallActivityAsync<int>(_isBroken ? "Other" : "Ten", 10);
                    return ten + await context.WaitForExternalEvent<int>("n");
                });
        });
        host.Functions.AddOrchestrator("CallSlow", invocation => _isBroken
            ? throw new InvalidOperationException("There is no such service.")
            : invocation.RunAsync(async context => await context.CallActivityAsync<int>("Slow", 8)));
        return host;
    }

    private async Task<string> StartBreakableAsync(string fault, bool suspend = false)
    {
        await using var host = Breakable(fault);
        await host.StartAsync(Token);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await host.WhenIdleAsync(Token);
        if (suspend)
        {
            await host.Client.SuspendInstanceAsync(id, cancellation: Token);
        }

        return id;
    }
}
