using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.TestProcess;

/// <summary>
/// Sagas with compensations, a fan-out and an entity fed with signals, all at once, to be killed again and again. Every
/// process takes up what the one before has left. It prints a line for each bit of progress, and does at most
/// <paramref name="budget"/> of them, so that a slow killer does not find the work done.
/// </summary>
internal sealed class Storm(string folder, int budget)
{
    public const int Sagas = 300;
    public const int Activities = 2000;
    public const int Signals = 5000;
    public const int Accounts = 10;

    private const int Steps = 3;
    private const int FeedWindow = 10;

    private int _left = budget;

    /// <summary>The step at which a saga fails, or -1 if it succeeds: two of five fail, at each step some.</summary>
    private static int FailingStep(int saga) => saga % 5 < 2 ? saga / 5 % Steps : -1;

    public async Task RunAsync()
    {
        await using var host = new DurableTestHost(options =>
        {
            options.StateDirectory = folder;
            options.MaxConcurrentActivities = 16;
        })
            .AddActivity<int, int>("Square", async (_, n) =>
            {
                await ProgressAsync();
                return n * n;
            })
            .AddActivity<int, bool>("Check", async (_, sagaAndStep) =>
            {
                await ProgressAsync();
                return FailingStep(sagaAndStep / Steps) == sagaAndStep % Steps
                    ? throw new InvalidOperationException("This saga is to fail here.")
                    : true;
            })
            .AddOrchestrator<int, long>("FanOut", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(n => context.CallActivityAsync<int>("Square", n)))).Sum(square => (long)square))
            .AddOrchestrator<int, string>("Saga", SagaAsync)
            .AddEntity("account", operation =>
            {
                operation.State.SetState(operation.State.GetState<long>() + operation.GetInput<long>());
                return new ValueTask<object?>(null as object);
            })
            .AddEntity("counter", Count);
        await host.StartAsync();
        Console.WriteLine("started");
        await Task.WhenAll(ScheduleAsync(host.Client), FeedAsync(host.Client));
        await ReportAsync(host.Client);
    }

    private static async Task<string> SagaAsync(TaskOrchestrationContext context, int saga)
    {
        var done = new Stack<EntityInstanceId>();
        try
        {
            for (var step = 0; step < Steps; step++)
            {
                await context.CallActivityAsync<bool>("Check", (saga * Steps) + step);
                var account = Account(saga, step);
                await context.Entities.CallEntityAsync(account, "add", (long)saga + 1);
                done.Push(account);
            }

            return "applied";
        }
        catch (TaskFailedException)
        {
            while (done.TryPop(out var account))
            {
                await context.Entities.CallEntityAsync(account, "add", -((long)saga + 1));
            }

            return "compensated";
        }
    }

    private static EntityInstanceId Account(int saga, int step) =>
        new("account", ((saga + step) % Accounts).ToString(CultureInfo.InvariantCulture));

    /// <summary>Counts a signal by its id, once; keeps the ids that came again.</summary>
    private static ValueTask<object?> Count(TaskEntityOperation operation)
    {
        var state = operation.State.GetState<CounterState>() ?? new CounterState(0, new byte[(Signals / 8) + 1], []);
        var id = operation.GetInput<int>();
        var (cell, bit) = (id / 8, (byte)(1 << (id % 8)));
        if ((state.Seen[cell] & bit) != 0)
        {
            state = state with { Again = [.. state.Again, id] };
        }
        else
        {
            state.Seen[cell] |= bit;
            state = state with { Count = state.Count + 1 };
        }

        operation.State.SetState(state);
        return new ValueTask<object?>(null as object);
    }

    private static async Task ScheduleAsync(DurableTaskClient client)
    {
        await ScheduleOnceAsync(client, "FanOut", "fan-out", Activities);
        for (var saga = 0; saga < Sagas; saga++)
        {
            await ScheduleOnceAsync(client, "Saga", SagaId(saga), saga);
        }
    }

    private static async Task ScheduleOnceAsync(DurableTaskClient client, string orchestrator, string id, int input)
    {
        if (await client.GetInstanceAsync(id) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        }
    }

    private static string SagaId(int saga) => string.Create(CultureInfo.InvariantCulture, $"saga-{saga}");

    /// <summary>
    /// Signals every id whose signal no process before has seen acknowledged. The files outlive the process: what is
    /// written is the system's, whatever becomes of the writer.
    /// </summary>
    private async Task FeedAsync(DurableTaskClient client)
    {
        var acknowledged = StormLog.Read(StormLog.Acknowledged(folder)).ToHashSet();
        await using var fed = StormLog.Append(StormLog.Fed(folder));
        await using var acks = StormLog.Append(StormLog.Acknowledged(folder));
        foreach (var window in Enumerable.Range(0, Signals).Where(id => !acknowledged.Contains(id)).Chunk(FeedWindow))
        {
            await ProgressAsync();
            await Task.WhenAll(window.Select(async id =>
            {
                StormLog.Write(fed, id);
                await client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "c"), "count", id);
                StormLog.Write(acks, id);
            }));
        }
    }

    private async Task ProgressAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1));
        if (Interlocked.Decrement(ref _left) < 0)
        {
            await Task.Delay(Timeout.Infinite);
        }

        Console.WriteLine("progress");
    }

    private static async Task ReportAsync(DurableTaskClient client)
    {
        var fanOut = await client.WaitForInstanceCompletionAsync("fan-out", getInputsAndOutputs: true);
        Console.WriteLine($"fan-out {fanOut.RuntimeStatus} {fanOut.SerializedOutput}");
        var balances = new long[Accounts];
        var wrong = new List<int>();
        for (var saga = 0; saga < Sagas; saga++)
        {
            var end = await client.WaitForInstanceCompletionAsync(SagaId(saga), getInputsAndOutputs: true);
            var applies = FailingStep(saga) < 0;
            if (end.SerializedOutput != (applies ? "\"applied\"" : "\"compensated\""))
            {
                wrong.Add(saga);
            }

            for (var step = 0; applies && step < Steps; step++)
            {
                balances[(saga + step) % Accounts] += saga + 1;
            }
        }

        Console.WriteLine($"sagas wrong: {string.Join(' ', wrong)}");
        for (var n = 0; n < Accounts; n++)
        {
            var account = await client.Entities.GetEntityAsync<long>(Account(n, 0));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"account {n}: {(account is null ? 0 : account.State) - balances[n]} off"));
        }

        var counter = await client.Entities.GetEntityAsync<CounterState>(new EntityInstanceId("counter", "c"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counter {counter!.State.Count}"));
        Console.WriteLine($"again {string.Join(' ', counter.State.Again)}");
        Console.WriteLine("done");
    }
}
