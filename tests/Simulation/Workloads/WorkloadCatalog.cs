using System.Globalization;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>All the workloads.</summary>
internal static class WorkloadCatalog
{
    /// <summary>One maker for each kind of workload, by its name.</summary>
    public static IReadOnlyDictionary<string, Func<SimulatedWorld, string, Workload>> Kinds { get; } =
        new SortedDictionary<string, Func<SimulatedWorld, string, Workload>>(StringComparer.Ordinal)
        {
            [nameof(FanOutWorkload)] = static (world, id) => new FanOutWorkload(world, id),
            [nameof(SagaWorkload)] = static (world, id) => new SagaWorkload(world, id),
            [nameof(TimerWorkload)] = static (world, id) => new TimerWorkload(world, id),
            [nameof(EventWorkload)] = static (world, id) => new EventWorkload(world, id),
            [nameof(TransferWorkload)] = static (world, id) => new TransferWorkload(world, id),
            [nameof(SignalWorkload)] = static (world, id) => new SignalWorkload(world, id),
            [nameof(LoopWorkload)] = static (world, id) => new LoopWorkload(world, id),
            [nameof(TreeWorkload)] = static (world, id) => new TreeWorkload(world, id),
            [nameof(TerminationWorkload)] = static (world, id) => new TerminationWorkload(world, id),
            [nameof(LifecycleWorkload)] = static (world, id) => new LifecycleWorkload(world, id),
            [nameof(RewindWorkload)] = static (world, id) => new RewindWorkload(world, id),
            [nameof(RepairWorkload)] = static (world, id) => new RepairWorkload(world, id),
            [nameof(VersionWorkload)] = static (world, id) => new VersionWorkload(world, id),
            [nameof(RaceWorkload)] = static (world, id) => new RaceWorkload(world, id),
            [nameof(ScheduleWorkload)] = static (world, id) => new ScheduleWorkload(world, id),
        };

    /// <summary>What is deployed, with what is wrong with it.</summary>
    public static DurableFunctionRegistry Functions(SimulatedWorld world, CodeFault fault)
    {
        var functions = new DurableFunctionRegistry();
        FanOutWorkload.Register(functions, world);
        SagaWorkload.Register(functions, world);
        TimerWorkload.Register(functions, world);
        EventWorkload.Register(functions, world);
        TransferWorkload.Register(functions, world);
        SignalWorkload.Register(functions, world);
        LoopWorkload.Register(functions, world);
        TreeWorkload.Register(functions, world);
        TerminationWorkload.Register(functions, world);
        LifecycleWorkload.Register(functions, world);
        RewindWorkload.Register(functions, world);
        RepairWorkload.Register(functions, world, fault);
        VersionWorkload.Register(functions, world);
        RaceWorkload.Register(functions, world);
        ScheduleWorkload.Register(functions, world);
        return functions;
    }

    /// <summary>One to four workloads, as the seed has it.</summary>
    public static IReadOnlyList<Workload> Choose(SimulatedWorld world)
    {
        var makers = Kinds.Values.ToArray();
        var count = world.Random.Next(1, 5);
        world.IsShared = count > 1;
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
                makers[world.Random.Next(makers.Length)](world, string.Create(CultureInfo.InvariantCulture, $"w{i}"))),
        ];
    }
}
