using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>An instance that starts later and signals an entity for later, which signals another one for later still: nothing comes early.</summary>
internal sealed class ScheduleWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private readonly int _signals = world.Random.Next(1, 8);
    private readonly TimeSpan _wait = TimeSpan.FromMinutes(world.Random.Next(0, 90));

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Entity(world, "alarm", operation =>
        {
            var due = Ring(world, operation);
            var next = new DateTimeOffset(due, TimeSpan.Zero).AddMinutes(7);
            operation.Context.SignalEntity(
                new EntityInstanceId("echo", operation.Context.Id.Key), "ring", next.UtcTicks, new SignalEntityOptions { SignalTime = next });
            return null;
        })
        .Entity(world, "echo", operation =>
        {
            Ring(world, operation);
            return null;
        })
        .Orchestrator<int>("Schedule", static async (context, signals) =>
        {
            for (var n = 0; n < signals; n++)
            {
                var due = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero).AddMinutes(n % 3 * 11);
                await context.Entities.SignalEntityAsync(
                    new EntityInstanceId("alarm", context.InstanceId), "ring", due.UtcTicks, new SignalEntityOptions { SignalTime = due });
                if (n % 2 == 1)
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
                }
            }

            return context.CurrentUtcDateTime.Ticks;
        });

    public override void Verify()
    {
        var row = Row(Id);
        if (row.Status != OrchestrationRuntimeStatus.Completed || long.Parse(row.Output!, CultureInfo.InvariantCulture) < row.StartAt)
        {
            throw Violation($"ended as {row.Status} with {row.Output}, but was to start at {row.StartAt}");
        }

        foreach (var entity in new[] { "alarm", "echo" })
        {
            var state = World.State.FindEntity(new EntityInstanceId(entity, Id).ToString())?.State;
            if (state != _signals.ToString(CultureInfo.InvariantCulture))
            {
                throw Violation($"{entity} rang {state} times, but the model says {_signals}");
            }
        }
    }

    protected override async Task WorkAsync(DurableTaskClient client)
    {
        await PersistAsync(async () =>
        {
            try
            {
                if (await client.GetInstanceAsync(Id) is null)
                {
                    var startAt = World.Process.Clock.GetUtcNow() + _wait;
                    await client.ScheduleNewOrchestrationInstanceAsync("Schedule", _signals, new StartOrchestrationOptions(Id, startAt));
                }
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }

            return true;
        });
        await EndAsync(client, Id);
    }

    private static long Ring(SimulatedWorld world, TaskEntityOperation operation)
    {
        var due = operation.GetInput<long>();
        if (world.Time.Now < due)
        {
            world.Violate($"A signal for {operation.Context.Id} comes {new TimeSpan(due - world.Time.Now)} early.");
        }

        operation.State.SetState(operation.State.GetState<int>() + 1);
        return due;
    }
}
