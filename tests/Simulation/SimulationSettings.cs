using WorkDistribution.Simulation.Engine;
using WorkDistribution.Simulation.Workloads;

namespace WorkDistribution.Simulation;

/// <summary>What a run is made of, besides its seed.</summary>
internal sealed record SimulationSettings
{
    /// <summary>Makes the faults of a run.</summary>
    public Func<Random, FaultPlan> Faults { get; init; } = FaultPlan.Of;

    /// <summary>Makes what an operator does meanwhile.</summary>
    public Func<Random, Interference> Interference { get; init; } = Engine.Interference.Of;

    /// <summary>Makes the workloads of a run.</summary>
    public Func<SimulatedWorld, IReadOnlyList<Workload>> Workloads { get; init; } = WorkloadCatalog.Choose;

    /// <summary>Pieces of work after which a run is taken to go on for ever.</summary>
    public int MaxSteps { get; init; } = 200_000;
}
