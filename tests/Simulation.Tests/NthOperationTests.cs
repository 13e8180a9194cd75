using WorkDistribution.Simulation.Engine;
using WorkDistribution.Simulation.Workloads;

namespace WorkDistribution.Simulation.Tests;

/// <summary>Something happens at the n-th store operation of a workload, for every n until the workload has no such operation.</summary>
public sealed class NthOperationTests
{
    private const int Seed = 4711;

    public static TheoryData<string> Kinds => [.. WorkloadCatalog.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_store_operation_may_be_refused(string kind) =>
        Sweep(kind, n => random => new FaultPlan(random) { Refuse = n });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Process_may_end_before_any_store_operation(string kind) =>
        Sweep(kind, n => random => new FaultPlan(random) { CrashBefore = n });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Process_may_end_after_any_store_operation(string kind) =>
        Sweep(kind, n => random => new FaultPlan(random) { CrashAfter = n });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_of_any_commit_may_be_refused_for_good(string kind) =>
        Sweep(kind, n => random => new FaultPlan(random) { Reject = n });

    private static void Sweep(string kind, Func<int, Func<Random, FaultPlan>> plan)
    {
        for (var n = 1; ; n++)
        {
            var result = SimulationRun.Of(Seed, new SimulationSettings
            {
                Faults = plan(n),
                Interference = static _ => new Interference(),
                Workloads = world => [WorkloadCatalog.Kinds[kind](world, "w")],
            });
            Assert.True(result.Failure is null, $"Operation {n}: {result.Failure}");
            if (result.Operations < n)
            {
                Assert.True(n > 5, "The workload used fewer store operations than expected.");
                return;
            }
        }
    }
}
