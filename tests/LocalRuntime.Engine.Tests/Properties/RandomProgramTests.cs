using CsCheck;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Properties;

/// <summary>
/// Random orchestrations: whatever order things happened in, a replay of the history makes the code see the same, take the
/// same actions and end with the same output.
/// </summary>
public sealed class RandomProgramTests
{
    private static readonly Gen<Step> _step = Gen.Recursive<Step>((depth, step) => depth >= 3
        ? Gen.Int[0, 5].Select(kind => new Step(kind, []))
        : Gen.Select(Gen.Int[0, 8], step.Array[0, 3], (kind, children) => new Step(kind, children)));

    [Fact]
    public async Task Replay_of_the_history_repeats_what_the_resident_run_did() => await _step.Array[1, 6].SampleAsync(
        async program => await CheckAsync(program, replayed: false), iter: 60, threads: 1);

    [Fact]
    public async Task Run_that_is_replayed_at_every_event_ends_and_repeats_itself() => await _step.Array[1, 5].SampleAsync(
        async program => await CheckAsync(program, replayed: true), iter: 40, threads: 1);

    private static async Task CheckAsync(Step[] program, bool replayed)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var host = new DurableTestHost(options => options.ReplayAtEveryEvent = replayed, time)
            .AddActivity<int, int>("Double", n => 2 * n)
            .AddActivity<int, int>("Fail", n => throw new InvalidOperationException($"failed {n}"))
            .AddEntity("counter", operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + 1);
                return new ValueTask<object?>(operation.State.GetState<int>());
            })
            .AddOrchestrator<int, int>("Child", async (context, n) => 1 + await context.CallActivityAsync<int>("Double", n));
        host.AddOrchestrator("Run", context => TraceAsync(context, program));
        await host.StartAsync(deadline.Token);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Run", new StartOrchestrationOptions("fixed"), deadline.Token);
        var end = host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
        while (!end.IsCompleted)
        {
            await host.WhenIdleAsync(deadline.Token);
            await host.Client.RaiseEventAsync(id, "event", 1, deadline.Token);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var output = (await end).ReadOutputAs<string>();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await end).RuntimeStatus);
        Assert.Equal(output, await ReplayAsync(host, id, program));
    }

    /// <summary>Replays the recorded turns on a fresh executor, as a hydration does.</summary>
    private static async Task<string> ReplayAsync(DurableTestHost host, string id, Step[] program)
    {
        var services = host.Engine.Services;
        var row = (await services.Store.FindInstanceAsync(id, withInput: true))!;
        var executor = new OrchestrationExecutor(row, services.Orchestrations);
        executor.SetBody(async context => await TraceAsync(context, program));
        foreach (var data in await services.Store.LoadHistoryAsync(row.Execution))
        {
            var turn = EventCodec.DecodeTurn(data);
            executor.Replay(turn with { Actions = [.. turn.Actions.Where(action => action.Kind != EventKind.ExecutionCompleted)] }, mayTakeMore: false);
        }

        return (string)(await executor.Body!)!;
    }

    private static async Task<string> TraceAsync(TaskOrchestrationContext context, Step[] program)
    {
        var trace = new List<string>();
        await new Interpreter(context, trace).RunAsync(program);
        return string.Join(";", trace);
    }

    private sealed record Step(int Kind, Step[] Children);

    private sealed class Interpreter(TaskOrchestrationContext context, List<string> trace)
    {
        private int _next;

        public async Task RunAsync(IEnumerable<Step> steps)
        {
            foreach (var step in steps)
            {
                await RunAsync(step);
            }
        }

        private async Task RunAsync(Step step)
        {
            var n = _next++;
            switch (step.Kind)
            {
                case 0:
                    trace.Add($"{n}={await context.CallActivityAsync<int>("Double", n)}");
                    break;
                case 1:
                    try
                    {
                        await context.CallActivityAsync<int>("Fail", n);
                    }
                    catch (TaskFailedException e)
                    {
                        trace.Add($"{n}!{e.TaskId}");
                    }

                    break;
                case 2:
                    await context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
                    trace.Add($"{n} timer");
                    break;
                case 3:
                    trace.Add($"{n}>{await context.CallSubOrchestratorAsync<int>("Child", n)}");
                    break;
                case 4:
                    trace.Add($"{n}e{await context.WaitForExternalEvent<int>("event")}");
                    break;
                case 5:
                    trace.Add($"{n}c{await context.Entities.CallEntityAsync<int>(new EntityInstanceId("counter", "x"), "add")}");
                    break;
                case 6:
                    await Task.WhenAll(step.Children.Select(child => RunAsync(child)));
                    trace.Add($"{n} all");
                    break;
                case 7:
                    await Task.WhenAll(step.Children.Select(async child =>
                    {
                        await RunAsync(child);
                        await RunAsync(child);
                    }));
                    trace.Add($"{n} twice");
                    break;
                default:
                    trace.Add($"{n} {context.NewGuid().Version}");
                    await RunAsync(step.Children);
                    break;
            }
        }
    }
}
