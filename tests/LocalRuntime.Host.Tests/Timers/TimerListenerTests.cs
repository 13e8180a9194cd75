using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Tests.Support;
using WorkDistribution.LocalRuntime.Host.Timers;

namespace WorkDistribution.LocalRuntime.Host.Tests.Timers;

public sealed class TimerListenerTests : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-03-04T10:00:30Z");
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("timers-");
    private readonly WaitingTimeProvider _time = new(Start);

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Fires_at_each_occurrence_and_not_before()
    {
        var fired = new List<DateTimeOffset>();
        var invoker = new ScriptedInvoker((_, _) =>
        {
            fired.Add(_time.GetUtcNow());
            return Task.CompletedTask;
        });
        await using var listener = Create(invoker);
        await listener.StartAsync([TestFunctions.Timer("0 */5 * * * *")], default);
        await _time.HasWaitsAsync(1);
        Assert.Empty(fired);

        await _time.AdvanceUntilAsync(Step, () => invoker.Inputs.Count == 2 && invoker.Running == 0, "two runs");
        await listener.StopAsync(default);

        Assert.True(fired[0] >= DateTimeOffset.Parse("2026-03-04T10:05:00Z"));
        Assert.True(fired[1] >= DateTimeOffset.Parse("2026-03-04T10:10:00Z"));
    }

    [Fact]
    public async Task Run_on_startup_fires_at_once_with_the_status()
    {
        var invoker = new ScriptedInvoker();
        await using var listener = Create(invoker);
        await listener.StartAsync([TestFunctions.Timer("0 0 * * * *", runOnStartup: true)], default);
        await Eventually.HoldsAsync(() => invoker.Inputs.Count == 1, "the start-up run");
        await listener.StopAsync(default);

        var timer = Read(invoker.Inputs.Single());
        Assert.False(timer.IsPastDue);
        Assert.Equal(DateTimeOffset.Parse("2026-03-04T11:00:00Z").UtcDateTime, timer.ScheduleStatus?.Next.ToUniversalTime());
    }

    [Fact]
    public async Task Runs_of_one_function_never_overlap_and_missed_times_are_left_out()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var invoker = new ScriptedInvoker((_, _) => gate.Task);
        await using var listener = Create(invoker);
        await listener.StartAsync([TestFunctions.Timer("0 * * * * *")], default);
        await _time.AdvanceUntilAsync(Step, () => invoker.Running == 1, "the first run");
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(invoker.Inputs);

        gate.SetResult();
        await _time.AdvanceUntilAsync(Step, () => invoker.Inputs.Count == 3, "two more runs");
        await listener.StopAsync(default);

        Assert.Equal(1, invoker.Peak);
    }

    [Fact]
    public async Task Time_that_passed_while_no_host_ran_fires_past_due_once()
    {
        await using (var first = Create(new ScriptedInvoker()))
        {
            await first.StartAsync([TestFunctions.Timer("0 0 * * * *")], default);
            await _time.HasWaitsAsync(1);
            await first.StopAsync(default);
        }

        _time.Advance(TimeSpan.FromHours(3));
        var invoker = new ScriptedInvoker();
        await using (var second = Create(invoker))
        {
            await second.StartAsync([TestFunctions.Timer("0 0 * * * *", runOnStartup: true)], default);
            await Eventually.HoldsAsync(() => invoker.Inputs.Count == 1, "the late run");
            await _time.HasWaitsAsync(2);
            await second.StopAsync(default);
        }

        var late = Read(invoker.Inputs.Single());
        Assert.True(late.IsPastDue);
        Assert.Equal(DateTimeOffset.Parse("2026-03-04T11:00:00Z").UtcDateTime, late.ScheduleStatus?.Next.ToUniversalTime());

        var third = new ScriptedInvoker();
        await using var again = Create(third);
        await again.StartAsync([TestFunctions.Timer("0 0 * * * *")], default);
        await _time.HasWaitsAsync(3);
        await again.StopAsync(default);
        Assert.Empty(third.Inputs);
    }

    [Fact]
    public async Task Changed_schedule_is_judged_by_its_new_times()
    {
        await using (var first = Create(new ScriptedInvoker()))
        {
            await first.StartAsync([TestFunctions.Timer("0 0 * * * *")], default);
            await _time.HasWaitsAsync(1);
            await first.StopAsync(default);
        }

        _time.Advance(TimeSpan.FromHours(3));
        var invoker = new ScriptedInvoker();
        await using var second = Create(invoker);
        await second.StartAsync([TestFunctions.Timer("0 0 0 * * *")], default);
        await _time.HasWaitsAsync(2);
        await second.StopAsync(default);

        Assert.Empty(invoker.Inputs);
    }

    [Theory]
    [InlineData("*/20 * * * * *", true)]
    [InlineData("0 0 * * * *", false)]
    public async Task Unmonitored_timer_has_no_status_and_is_never_past_due(string schedule, bool useMonitor)
    {
        await using (var first = Create(new ScriptedInvoker()))
        {
            await first.StartAsync([TestFunctions.Timer(schedule, useMonitor: useMonitor)], default);
            await _time.HasWaitsAsync(1);
            await first.StopAsync(default);
        }

        _time.Advance(TimeSpan.FromHours(3));
        var invoker = new ScriptedInvoker();
        await using var second = Create(invoker);
        await second.StartAsync([TestFunctions.Timer(schedule, useMonitor: useMonitor)], default);
        await _time.AdvanceUntilAsync(Step, () => !invoker.Inputs.IsEmpty, "a run");
        await second.StopAsync(default);

        var timer = Read(invoker.Inputs.First());
        Assert.False(timer.IsPastDue);
        Assert.Null(timer.ScheduleStatus);
    }

    [Fact]
    public async Task Stop_waits_for_the_run_and_forced_stop_cancels_it()
    {
        var invoker = new ScriptedInvoker((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var listener = Create(invoker);
        await listener.StartAsync([TestFunctions.Timer("0 0 * * * *", runOnStartup: true)], default);
        await Eventually.HoldsAsync(() => invoker.Running == 1, "the function runs");
        using var force = new CancellationTokenSource();

        var stopping = listener.StopAsync(force.Token);
        Assert.False(stopping.IsCompleted);
        await force.CancelAsync();
        await stopping;

        Assert.Equal(0, invoker.Running);
    }

    [Fact]
    public void Validator_refuses_a_bad_schedule()
    {
        var problem = Assert.Single(new TimerFunctionValidator(Configuration(), _time).Validate(TestFunctions.Timer("nonsense")));

        Assert.Contains("'nonsense', which is not valid", problem, StringComparison.Ordinal);
    }

    private static TimerInfo Read(TriggerInput input) => JsonSerializer.Deserialize<TimerInfo>((string)input.Value!)!;

    private static HostConfiguration Configuration() =>
        new(new HostOptions(), new LocalSettings(), SettingResolver.Of(new Dictionary<string, string> { [TimerZone.Setting] = "UTC" }));

    private TimerTriggerListener Create(IFunctionInvoker invoker) => new(
        invoker, Configuration(), new HostCommandLine { StateDirectory = _state.FullName }, _time, new CollectingLogger<TimerTriggerListener>());
}
