using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

/// <summary>Turns that the platform fails: nothing of them is kept, and they are taken again.</summary>
public abstract class DiscardedTurnTests(EngineMode mode, LogRecorder log) : EngineTest(mode, log)
{
    private const int Discarded = 305;
    private const int GoesOn = 306;

    private static readonly TimeSpan _limit = TimeSpan.FromMilliseconds(200);

    private readonly List<DateTimeOffset> _slow = [];
    private int _runs;
    private int _failures;

    [Fact]
    public async Task Turn_past_the_limit_is_told_of_while_it_runs_and_nothing_of_it_is_kept()
    {
        Host.AddActivity<int, int>("Count", n => Interlocked.Add(ref _runs, n)).AddOrchestrator("Run", async context =>
        {
            var counted = context.CallActivityAsync<int>("Count", 1);
            BlockPastTheLimit(times: 1);
            return await counted;
        });
        await Host.StartAsync(Token);
        await Client.ScheduleNewOrchestrationInstanceAsync("Run", new StartOrchestrationOptions("x"), Token);

        var end = await EndWhileTimePasses("x", TimeSpan.FromSeconds(1));

        Assert.Equal(1, end.ReadOutputAs<int>());
        Assert.Equal(1, _runs);
        Assert.Single((await Client.GetOrchestrationHistoryAsync("x", Token)).OfType<TaskScheduledEvent>());
        foreach (var eventId in new[] { GoesOn, Discarded })
        {
            var warning = log.Entries.First(entry => entry.Id.Id == eventId).Message;
            Assert.Contains("'Run', instance 'x'", warning, StringComparison.Ordinal);
            Assert.Contains($"the limit of {_limit}", warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Event_whose_turn_is_discarded_is_answered_and_kept()
    {
        Host.AddOrchestrator("Run", async context =>
        {
            var sum = await context.WaitForExternalEvent<int>("n");
            BlockPastTheLimit(times: 1);
            return sum + await context.WaitForExternalEvent<int>("n");
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Client.WaitForInstanceStartAsync(id, Token);

        await Client.RaiseEventAsync(id, "n", 2, Token);
        Assert.Single(_slow);
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Client.RaiseEventAsync(id, "n", 3, Token);

        Assert.Equal(5, (await EndWhileTimePasses(id, TimeSpan.FromSeconds(1))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Resumption_whose_turn_is_discarded_is_answered_and_kept()
    {
        Host.AddOrchestrator("Run", async context =>
        {
            var n = await context.WaitForExternalEvent<int>("n");
            BlockPastTheLimit(times: 1);
            return n;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        await Client.SuspendInstanceAsync(id, cancellation: Token);
        await Client.RaiseEventAsync(id, "n", 4, Token);

        await Client.ResumeInstanceAsync(id, cancellation: Token);
        Assert.Single(_slow);

        Assert.Equal(4, (await EndWhileTimePasses(id, TimeSpan.FromSeconds(1))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Instance_whose_turns_are_discarded_can_be_terminated()
    {
        Host.AddOrchestrator("Run", context =>
        {
            BlockPastTheLimit(times: int.MaxValue);
            return Task.CompletedTask;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        log.WaitFor(Discarded, times: 1, Token);

        var termination = Client.TerminateInstanceAsync(id, Token);
        var end = await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        await termination;
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
    }

    [Fact]
    public async Task Turn_that_stays_too_long_is_taken_less_and_less_often()
    {
        Host.AddOrchestrator("Run", context =>
        {
            BlockPastTheLimit(times: 4);
            return Task.CompletedTask;
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        Assert.Equal([1, 2, 4], _slow.Zip(_slow.Skip(1), (before, after) => (after - before).TotalSeconds).Take(3));
    }

    [Theory]
    [InlineData("at first")]
    [InlineData("after an activity")]
    [InlineData("with an open task")]
    [InlineData("in the handler")]
    public async Task Memory_that_runs_out_does_not_fail_the_instance(string when)
    {
        Host.AddActivity<int, int>("Echo", n => n);
        Host.Functions.AddOrchestrator("Run", invocation =>
        {
            FailIf(when == "in the handler");
            return invocation.RunAsync(async context =>
            {
                FailIf(when == "at first");
                var open = context.CallActivityAsync<int>("Echo", 1);
                FailIf(when == "with an open task");
                var result = await open;
                FailIf(when == "after an activity");
                return result + await context.CallActivityAsync<int>("Echo", 2);
            });
        });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);

        var end = await EndWhileTimePasses(id, TimeSpan.FromSeconds(1));

        Assert.Equal(3, end.ReadOutputAs<int>());
        Assert.Equal(2, _failures);
        Assert.True(log.Entries.Count(entry => entry.Id.Id == Discarded) >= 2);
    }

    protected override void Configure(DurableEngineOptions options)
    {
        base.Configure(options);
        options.OrchestrationTurnTimeout = _limit;
    }

    /// <summary>Takes longer than the limit, so many times.</summary>
    private void BlockPastTheLimit(int times)
    {
        if (_slow.Count < times)
        {
            _slow.Add(Time.GetUtcNow());
            using var passed = new CancellationTokenSource(_limit * 1.5);
            passed.Token.WaitHandle.WaitOne();
            log.WaitFor(GoesOn, _slow.Count, Token);
        }
    }

    private void FailIf(bool isHere)
    {
        if (isHere && _failures < 2)
        {
            _failures++;
            throw new InsufficientMemoryException("Memory has run out.");
        }
    }

    public sealed class Resident() : DiscardedTurnTests(EngineMode.Resident, new LogRecorder());

    public sealed class Replayed() : DiscardedTurnTests(EngineMode.Replayed, new LogRecorder());
}
