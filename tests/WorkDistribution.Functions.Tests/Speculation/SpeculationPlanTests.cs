using WorkDistribution.Functions.Speculation.Orchestration;

namespace WorkDistribution.Functions.Tests.Speculation;

public sealed class SpeculationPlanTests
{
    [Fact]
    public void Only_branches_above_three_tenths_start_the_likeliest_first_and_no_more_than_are_idle()
    {
        Assert.Equal([0], Plan([0.7, 0.2, 0.1], idle: 4).Branches);
        Assert.Equal([1, 0], Plan([0.4, 0.6, 0.0], idle: 4, primaryMs: 10_000, durations: [1_000, 1_000, null]).Branches);
        Assert.Equal([1], Plan([0.4, 0.6, 0.0], idle: 1).Branches);
        // Both would waste as much as one of them takes, which is half of the time when all take equally long.
        Assert.Equal([1], Plan([0.4, 0.6, 0.0], idle: 4).Branches);
    }

    [Fact]
    public void Speculation_is_off_with_its_reason_when_a_threshold_does_not_hold()
    {
        Assert.Contains("probability", Plan([0.3, 0.3, 0.3]).Off, StringComparison.Ordinal);
        Assert.Contains("idle", Plan([0.7, 0.2, 0.1], idle: 0).Off, StringComparison.Ordinal);
        Assert.Contains("hit rate", Plan([0.7, 0.2, 0.1], hitRate: 0.6).Off, StringComparison.Ordinal);
        Assert.Contains("cancelled", Plan([0.7, 0.2, 0.1], cancellable: false).Off, StringComparison.Ordinal);
        // Thrown away: (1 - 0.4) × 1000 ms of 100 + 0.4 × 1000 + 0.6 × 10 ms.
        Assert.Contains("cost", Plan([0.4, 0.3, 0.3], primaryMs: 100, durations: [1000, 10, 10]).Off, StringComparison.Ordinal);
        Assert.Null(Plan([0.7, 0.2, 0.1], hitRate: 0.61).Off);
    }

    private static SpeculationPlan Plan(
        double[] probabilities, int idle = 1, double? hitRate = null, bool cancellable = true, double? primaryMs = null, double?[]? durations = null)
    {
        var order = new SpeculationOrder(
            "x", new WorkOrder("h", "null"), [.. probabilities.Select((p, i) => new BranchOrder($"b{i}", new WorkOrder("h", "null"), p, cancellable))], 60);
        return SpeculationPlan.Make(order, new Forecast(probabilities, durations ?? new double?[probabilities.Length], primaryMs, hitRate), idle);
    }
}
