using Microsoft.DurableTask.Client;
using WorkDistribution.Simulation.Engine;
using WorkDistribution.Simulation.Workloads;

namespace WorkDistribution.Simulation.Invariants;

/// <summary>What must hold when all the work is done.</summary>
internal static class FinalChecks
{
    /// <summary>Whether nothing is left to do for anyone.</summary>
    public static bool IsAllDone(DurableState state) => state.Inbox.Count == 0 && state.Instances.All(row => row.IsFinished);

    /// <exception cref="InvariantViolationException">Something does not hold.</exception>
    public static void Verify(SimulatedWorld world, IReadOnlyList<Workload> workloads)
    {
        foreach (var row in world.State.Instances)
        {
            if (row.Status == OrchestrationRuntimeStatus.Completed)
            {
                world.State.Auditor.EnsureNothingIsOpen(row);
            }
        }

        if (world.State.Entities.FirstOrDefault(entity => entity.LockedBy is not null) is { } locked)
        {
            throw new InvariantViolationException($"Entity '{locked.Id}' is still locked by '{locked.LockedBy}', which has ended.");
        }

        foreach (var workload in workloads)
        {
            workload.Verify();
        }
    }
}
