using System.Text.Json;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Numbered events to one instance, which is suspended and resumed meanwhile, and may continue as new after each.</summary>
internal sealed class EventWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private const int End = -1;

    private static readonly string[] _names = ["value", "VALUE", "Value"];

    private readonly int _count = world.Random.Next(1, 12);
    private readonly string _orchestrator = world.Random.Next(2) == 0 ? "Collect" : "CollectLoop";
    private readonly bool _suspends = world.Random.Next(3) == 0;
    private readonly DeliveryLedger _events = new();

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Digest", static (n, _) => n)
        .Orchestrator<int>("Collect", async (context, _) =>
        {
            List<int> collected = [];
            while (await context.WaitForExternalEvent<int>("Value") is var value and not End)
            {
                world.UseMemory(context);
                collected.Add(value % 3 == 0 ? await context.CallActivityAsync<int>("Digest", value) : value);
            }

            return collected;
        })
        .Orchestrator<List<int>>("CollectLoop", async (context, collected) =>
        {
            collected ??= [];
            world.UseMemory(context);
            var value = await context.WaitForExternalEvent<int>("value");
            if (value == End)
            {
                return collected;
            }

            collected.Add(value % 3 == 0 ? await context.CallActivityAsync<int>("Digest", value) : value);
            world.UseMemory(context);
            context.ContinueAsNew(collected);
            return null;
        });

    public override string ToString() => $"{base.ToString()} ({_orchestrator}{(_suspends ? ", suspends" : "")})";

    public override void Verify()
    {
        var collected = JsonSerializer.Deserialize<List<int>>(Row(Id).Output ?? "[]") ?? [];
        if (_events.Compare(collected, static _ => true, inOrder: true) is { } wrong)
        {
            throw Violation(wrong);
        }
    }

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        await EnsureStartedAsync(client, _orchestrator, Id, null);
        while (_events.Sent < _count)
        {
            if (_suspends && World.Random.Next(3) == 0)
            {
                await SwitchAsync(() => client.SuspendInstanceAsync(Id));
            }

            await Task.WhenAll(Enumerable.Range(0, World.Random.Next(1, 4)).Select(_ => SendAsync(client)));
        }

        await SwitchAsync(() => client.ResumeInstanceAsync(Id));
        await PersistAsync(async () =>
        {
            await client.RaiseEventAsync(Id, "value", End);
            return true;
        });
        await EndAsync(client, Id);
    }

    private async Task SendAsync(DurableTaskClient client)
    {
        var number = _events.Next();
        try
        {
            await client.RaiseEventAsync(Id, _names[number % _names.Length], number);
            _events.Answered(number);
        }
        catch (Exception e) when (e is StoreUnavailableException or RejectedStepException)
        {
            if (e is not StoreUnavailableException { IsPending: true })
            {
                _events.Refused(number);
            }
        }
    }

    /// <summary>Suspends or resumes; that it is so already is no fault.</summary>
    private Task<bool> SwitchAsync(Func<Task> request) => PersistAsync(async () =>
    {
        try
        {
            await request();
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return true;
    });
}
