using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Core.Tests.Pipelines;

public sealed class BottleneckTests
{
    [Fact]
    public void Bottleneck_is_the_stage_of_the_highest_utilisation()
    {
        var found = Bottleneck.Find([("read", new StageShape(2, 8), 0.3), ("parse", new StageShape(2, 8), 0.9), ("write", new StageShape(1, 1), 0.1)]);

        Assert.Equal(("parse", 0.9), (found.Stage, found.Utilisation));
        Assert.Contains("90 %", found.Advice, StringComparison.Ordinal);
        Assert.Contains("parallelism", found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_for_a_fold_is_larger_batches() =>
        Assert.Contains("batches larger", Bottleneck.Find([("sum", new StageShape(1, 8, 8), 0.9)]).Advice, StringComparison.Ordinal);

    [Fact]
    public void Advice_where_no_stage_is_busy_is_larger_items() =>
        Assert.Contains("larger items", Bottleneck.Find([("read", new StageShape(1, 8), 0.1)]).Advice, StringComparison.Ordinal);
}
