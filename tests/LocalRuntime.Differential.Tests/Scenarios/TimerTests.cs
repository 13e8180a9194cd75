using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class TimerTests(TopicHosts<TimerTests> hosts) : Topic<TimerTests>(hosts), ITopic
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(50);

    public static Scenario[] Scenarios { get; } =
    [
        new("a timer fires at its time or later")
        {
            Register = (functions, _) => functions.Orchestrator<bool>("TimerFires", async context =>
            {
                var due = context.CurrentUtcDateTime + _short;
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            }),
            Drive = run => run.EndOfAsync("TimerFires"),
        },
        new("a timer of the past fires at once")
        {
            Register = (functions, _) => functions.Orchestrator<string>("PastTimer", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
                return "fired";
            }),
            Drive = run => run.EndOfAsync("PastTimer"),
        },
        new("timers fire in the order of their times")
        {
            Register = (functions, run) => functions.Orchestrator<string[]>("TimerOrder", async context =>
            {
                var order = new List<string>();
                await Task.WhenAll(new[] { 600, 100, 350 }.Select(async delay =>
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(delay), CancellationToken.None);
                    order.Add($"{delay}");
                }));
                return [.. order];
            }),
            Drive = run => run.EndOfAsync("TimerOrder"),
        },
        new("a cancelled timer throws and does not hold the orchestration")
        {
            Register = (functions, _) => functions.Orchestrator<string>("CancelTimer", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                await context.CallActivityAsync<int>(Twice, 1);
                cancel.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (OperationCanceledException e)
                {
                    return $"{e.GetType().Name} {timer.Status}";
                }
            }),
            Drive = run => run.EndOfAsync("CancelTimer"),
        },
        new("a timer whose token is cancelled before it starts")
        {
            Register = (functions, _) => functions.Orchestrator<string>("CancelledBefore", async context =>
            {
                try
                {
                    await context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
                    return "fired";
                }
                catch (OperationCanceledException e)
                {
                    return e.GetType().Name;
                }
            }),
            Drive = run => run.EndOfAsync("CancelledBefore"),
        },
        new("a long timer loses against an event")
        {
            Register = (functions, _) => functions.Orchestrator<string>("LongTimer", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(10), cancel.Token);
                var approval = context.WaitForExternalEvent<string>("approval");
                var first = await Task.WhenAny(timer, approval);
                cancel.Cancel();
                return first == approval ? await approval : "timed out";
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("LongTimer");
                await run.Client.RaiseEventAsync(id, "approval", "approved", run.Token);
                return await run.EndAsync(id);
            },
        },
        new("a short timer wins against an event")
        {
            Register = (functions, _) => functions.Orchestrator<string>("ShortTimer", async context =>
            {
                var timer = context.CreateTimer(_short, CancellationToken.None);
                var approval = context.WaitForExternalEvent<string>("approval");
                return await Task.WhenAny(timer, approval) == timer ? "timed out" : await approval;
            }),
            Drive = run => run.EndOfAsync("ShortTimer"),
        },
        new("an orchestration whose code has ended waits for its open timer")
        {
            Register = (functions, run) => functions.Orchestrator<string>("OpenTimer", context =>
            {
                run.Note($"{context.CreateTimer(TimeSpan.FromMilliseconds(700), CancellationToken.None).Status}");
                context.SetCustomStatus("ended");
                return Task.FromResult("output");
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("OpenTimer");
                await run.UntilCustomStatusAsync(id, "ended");
                return new { Before = await run.GetAsync(id), End = await run.EndAsync(id) };
            },
        },
        new("a scheduled start waits for its time")
        {
            // The test host takes no start time, the extension does: the official client sends it, and the core keeps to it.
            Reference = Reference.Core,
            Register = (functions, run) => functions.Orchestrator<DateTime, string>("StartLater", (context, due) =>
            {
                run.Note($"{context.CurrentUtcDateTime >= due}");
                return Task.FromResult("started");
            }),
            Drive = async run =>
            {
                var due = TimeProvider.System.GetUtcNow().AddSeconds(1);
                var id = await run.StartAsync("StartLater", due.UtcDateTime, new StartOrchestrationOptions(run.Id(), due));
                var before = (await run.Client.GetInstanceAsync(id, run.Token))!.RuntimeStatus;
                var end = await run.CompletionOf(id);
                return new { before, end.RuntimeStatus, end.SerializedOutput, run.Notes };
            },
        },
    ];
}
