using System.Text.Json;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>Numbered events to one instance, which gives them back in its output in the order they came, up to the last.</summary>
internal abstract class MessageWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    protected const int End = -1;

    private readonly int _count = world.Random.Next(1, 10);
    private readonly DeliveryLedger _events = new();

    public override void Verify()
    {
        var row = Row(Id);
        var collected = row.Status == OrchestrationRuntimeStatus.Completed
            ? JsonSerializer.Deserialize<List<int>>(row.Output ?? "[]")!
            : throw Violation($"ended as {row.Status} with {row.Output}");
        if (_events.Compare(collected, static _ => true, inOrder: true) is { } wrong)
        {
            throw Violation(wrong);
        }
    }

    protected async Task SendAllAsync(DurableTaskClient client)
    {
        while (_events.Sent < _count)
        {
            await Task.WhenAll(Enumerable.Range(0, World.Random.Next(1, 4)).Select(_ => SendAsync(client)));
            await World.PauseAsync();
        }

        await PersistAsync(async () =>
        {
            await client.RaiseEventAsync(Id, "value", End);
            return true;
        });
    }

    private async Task SendAsync(DurableTaskClient client)
    {
        var number = _events.Next();
        try
        {
            await client.RaiseEventAsync(Id, "value", number);
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
}
