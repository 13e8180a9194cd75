using CsCheck;
using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Core.Tests.Pipelines;

public sealed class PipelineFlowTests
{
    private static readonly Gen<StageShape> Stage =
        from parallelism in Gen.Int[1, 4]
        from buffer in Gen.Int[1, 6]
        select new StageShape(parallelism, buffer);

    private static readonly Gen<StageShape> Fold =
        from buffer in Gen.Int[1, 8]
        from batch in Gen.Int[1, buffer]
        select new StageShape(1, buffer, batch);

    private static readonly Gen<(StageShape[] Stages, int Items, bool Ordered, int[] Weights, double Failures, int Seed)> Runs =
        from before in Stage.Array[0, 3]
        from fold in Fold.Array[0, 1]
        from after in Stage.Array[fold.Length + before.Length > 0 ? 0 : 1, 2]
        from items in Gen.Int[0, 60]
        from ordered in Gen.Bool
        from weights in Gen.Int[1, 50].Array[before.Length + fold.Length + after.Length]
        from failures in Gen.Int[0, 2].Select(static i => i == 0 ? 0 : i == 1 ? 0.05 : 0.5)
        from seed in Gen.Int
        select ((StageShape[])[.. before, .. fold, .. after], items, ordered, weights, failures, seed);

    [Fact]
    public void Every_item_passes_every_stage_once_within_the_bounds_whatever_ends_when() =>
        Runs.Sample(static run =>
        {
            var (stages, items, ordered, weights, failures, seed) = run;
            var random = new Random(seed);
            var fold = Array.FindIndex(stages, static stage => stage.Folds);
            var failing = new HashSet<(int, int)>();
            for (var stage = 0; stage < (fold < 0 ? stages.Length : fold + 1); stage++)
            {
                failing.UnionWith(Enumerable.Range(0, items).Where(_ => random.NextDouble() < failures).Select(item => (stage, item)));
            }

            var done = new FlowRun(stages, items, ordered).Run(
                random, stage => weights[stage], task => task.Items.Any(item => (fold < 0 || task.Stage <= fold) && failing.Contains((task.Stage, item))));

            var alive = Enumerable.Range(0, items).ToList();
            for (var stage = 0; stage < stages.Length; stage++)
            {
                if (stage == fold)
                {
                    alive.RemoveAll(item => failing.Contains((stage, item)));
                    var folded = done.Folded.SelectMany(static task => task.Items).ToList();
                    Assert.Equal(alive, folded.Order());
                    AssertChained(done.Folded);
                    alive = [0];
                    continue;
                }

                var started = done.Started[stage].Select(static task => task.Items[0]).ToList();
                Assert.Equal(alive, started.Order());
                if (ordered)
                {
                    Assert.Equal(alive, started);
                }

                alive.RemoveAll(item => (fold < 0 || stage < fold) && failing.Contains((stage, item)));
            }

            if (failures == 0 && fold >= 0)
            {
                Assert.Equal(Math.Max(1, (items + stages[fold].Batch - 1) / stages[fold].Batch), done.Folded.Count);
                Assert.True(!ordered || done.Folded.SelectMany(static task => task.Items).SequenceEqual(Enumerable.Range(0, items)));
            }
        }, iter: 2_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slow_last_stage_stops_all_before_it_down_to_the_source(bool ordered)
    {
        var flow = new PipelineFlow([new(2, 3), new(1, 2), new(1, 4)], 1_000, ordered);

        // Everything ends at once but the last stage, which never does.
        var started = new int[3];
        while (flow.TryTake(out var task))
        {
            started[task.Stage]++;
            if (task.Stage < 2)
            {
                flow.Complete(task);
            }
        }

        // The last stage holds 1, its buffer 4, the place in front of it 1, the buffer before that 2, the places in front of it 2.
        Assert.Equal([1 + 4 + 1 + 2 + 2, 1 + 4 + 1, 1], started);
        Assert.Equal([2 + 2, 1 + 4], new[] { flow.Ahead(0), flow.Ahead(1) });
        Assert.Equal([3, 2, 4], new[] { flow.Waiting(0), flow.Waiting(1), flow.Waiting(2) });
    }

    [Fact]
    public void Slow_item_holds_up_nobody_when_unordered_and_only_its_bound_when_ordered()
    {
        foreach (var ordered in (bool[])[false, true])
        {
            var flow = new PipelineFlow([new(2, 1), new(1, 3)], 100, ordered);
            var passed = 0;
            while (flow.TryTake(out var task))
            {
                passed += task.Stage;
                if (task is not { Stage: 0, Items: [0] })
                {
                    flow.Complete(task);
                }
            }

            Assert.Equal(ordered ? 0 : 99, passed);
            Assert.Equal(ordered ? 2 + 3 : 1, flow.Ahead(0));
        }
    }

    [Fact]
    public void Failed_batch_is_folded_again_item_by_item()
    {
        var done = new FlowRun([new(2, 4), new(1, 4, Batch: 4), new(1, 1)], 8, ordered: true)
            .Run(new Random(1), static _ => 1, static task => task.Stage == 1 && task.Items.Contains(2));

        Assert.Equal([2], done.Dropped);
        Assert.Equal([[0], [1], [3], [4, 5, 6, 7]], done.Folded.Select(static task => task.Items));
    }

    [Fact]
    public void Pipeline_whose_items_were_all_dropped_folds_nothing_once()
    {
        var done = new FlowRun([new(1, 1), new(1, 2, Batch: 2), new(1, 1)], 3, ordered: false)
            .Run(new Random(1), static _ => 1, static task => task.Stage == 0);

        Assert.Empty(Assert.Single(done.Folded).Items);
        Assert.Single(done.Started[2]);
    }

    [Fact]
    public void Stopped_flow_starts_nothing()
    {
        var flow = new PipelineFlow([new(2, 2)], 5, ordered: false);
        Assert.True(flow.TryTake(out _));

        flow.Stop();

        Assert.False(flow.TryTake(out _));
        Assert.Equal((1, true), (flow.InFlight, flow.IsStopped));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(2, 4, 2)]
    [InlineData(1, 4, 5)]
    [InlineData(1, 4, -1)]
    public void Stage_out_of_range_is_refused(int parallelism, int buffer, int batch) =>
        Assert.Throws<ArgumentException>(() => new PipelineFlow([new(parallelism, buffer, batch)], 1, ordered: false));

    [Fact]
    public void Two_folds_are_refused() =>
        Assert.Throws<ArgumentException>(() => new PipelineFlow([new(1, 1, 1), new(1, 1, 1)], 1, ordered: false));

    // Each fold goes on from the one before; none has the number of another.
    private static void AssertChained(List<StageTask> folds)
    {
        Assert.Equal(folds.Select(static fold => fold.After), folds.Select(static fold => fold.Number).Prepend(0).SkipLast(1));
        Assert.Equal(folds.Count, folds.Select(static fold => fold.Number).Distinct().Count());
    }
}
