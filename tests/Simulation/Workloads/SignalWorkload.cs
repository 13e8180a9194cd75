using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Numbered signals of a client to an entity, which passes each on to another one; every fifth fails and is undone.</summary>
internal sealed class SignalWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private readonly int _count = world.Random.Next(1, 25);
    private readonly bool _schedules = world.Random.Next(3) == 0;
    private readonly DeliveryLedger _signals = new();

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Entity(world, "journal", static operation =>
        {
            var number = Append(operation);
            operation.Context.SignalEntity(new EntityInstanceId("mirror", operation.Context.Id.Key), "add", number);
            return number % 5 == 4 ? throw new InvalidOperationException("refused") : null;
        })
        .Entity(world, "mirror", static operation => Append(operation));

    public override void Verify()
    {
        var journal = Numbers("journal");
        if (_signals.Compare(journal, static number => number % 5 != 4, inOrder: !_schedules) is { } wrong)
        {
            throw Violation(wrong);
        }

        var mirror = Numbers("mirror");
        if (!journal.SequenceEqual(mirror))
        {
            throw Violation($"the journal has {string.Join(',', journal)}, but its mirror has {string.Join(',', mirror)}");
        }
    }

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        while (_signals.Sent < _count)
        {
            await Task.WhenAll(Enumerable.Range(0, World.Random.Next(1, 5)).Select(_ => SendAsync(client)));
            await World.PauseAsync();
        }
    }

    private static int Append(TaskEntityOperation operation)
    {
        var number = operation.GetInput<int>();
        List<int> numbers = [.. operation.State.GetState<List<int>>() ?? [], number];
        operation.State.SetState(numbers);
        return number;
    }

    private async Task SendAsync(DurableTaskClient client)
    {
        var number = _signals.Next();
        var options = _schedules && World.Random.Next(2) == 0
            ? new SignalEntityOptions { SignalTime = World.Process.Clock.GetUtcNow().AddMinutes(World.Random.Next(100)) }
            : null;
        try
        {
            await client.Entities.SignalEntityAsync(new EntityInstanceId("journal", Id), "add", number, options);
            _signals.Answered(number);
        }
        catch (Exception e) when (e is StoreUnavailableException or RejectedStepException)
        {
            if (e is not StoreUnavailableException { IsPending: true })
            {
                _signals.Refused(number);
            }
        }
    }

    private List<int> Numbers(string entity) =>
        World.State.FindEntity(new EntityInstanceId(entity, Id).ToString())?.State is { } state
            ? JsonSerializer.Deserialize<List<int>>(state)!
            : [];
}
