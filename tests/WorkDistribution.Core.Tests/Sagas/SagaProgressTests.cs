using CsCheck;
using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Core.Tests.Sagas;

public sealed class SagaProgressTests
{
    [Fact]
    public void Any_run_ends_all_applied_or_undone_in_reverse() =>
        Gen.Select(SagaSteps.Definitions, Gen.Int).Sample((saga, seed) =>
        {
            var run = new SagaRun(saga, new Random(seed));

            var end = run.ToEnd();

            var effects = run.Progress.Steps.Select((state, step) => (state, step)).ToList();
            if (end == SagaMoveKind.Completed)
            {
                Assert.All(effects, effect => Assert.True(effect.state is SagaStepState.Done or SagaStepState.Skipped));
                Assert.Empty(run.Undone);
            }
            else
            {
                // What took effect, or may have, is undone or left to nobody; the rest is untouched.
                Assert.All(effects, effect => Assert.Equal(
                    effect.state is SagaStepState.Done or SagaStepState.Failed && saga.Steps[effect.step].CanUndo,
                    run.Progress.Undos[effect.step] is SagaUndoState.Done or SagaUndoState.Skipped));
                Assert.False(run.Progress.IsPastPivot);

                // Strictly in reverse: by stage, and within a stage.
                Assert.Equal(run.Started.Where(step => run.Undone.Contains(step)).Reverse(), run.Undone);
            }

            // Steps start in order, each once.
            Assert.Equal(run.Started.Order(), run.Started);
        });

    [Fact]
    public void Saga_past_its_pivot_never_goes_back() =>
        Gen.Select(SagaSteps.Definitions, Gen.Int).Sample((saga, seed) =>
        {
            var run = new SagaRun(saga, new Random(seed));
            run.ToEnd();

            Assert.True(!run.WasPastPivot || !run.Progress.IsGoingBack);
        });

    [Fact]
    public void Failure_in_a_group_undoes_its_siblings_and_the_stages_before()
    {
        var progress = new SagaProgress(SagaDefinition.Create(
            "saga", [SagaSteps.Step("a"), SagaSteps.Step("b", group: "g"), SagaSteps.Step("c", group: "g"), SagaSteps.Step("d", group: "g"), SagaSteps.Step("e")]));
        Run(progress, 0);
        foreach (var step in (int[])[1, 2, 3])
        {
            progress.Start(step);
        }

        progress.Refuse(2);
        progress.Complete(3);
        progress.Fail(1);

        Assert.Equal([3, 1], progress.Next().Steps);
        Undo(progress, 3);
        Undo(progress, 1);
        Assert.Equal([0], progress.Next().Steps);
        Undo(progress, 0);
        Assert.Equal(SagaMoveKind.Compensated, progress.Next().Kind);
        Assert.Equal(SagaStepState.Pending, progress.Steps[4]);
    }

    [Fact]
    public void Open_outcome_of_a_pivot_without_compensation_is_parked()
    {
        var progress = new SagaProgress(SagaDefinition.Create("saga", [SagaSteps.Step("a"), SagaSteps.Step("p", canUndo: false, isPivot: true)]));
        Run(progress, 0);
        progress.Start(1);

        progress.Fail(1);

        Assert.Equal(SagaStepState.Parked, progress.Steps[1]);
        progress.Resume(1);
        progress.Refuse(1);
        Assert.Equal(new SagaMove(SagaMoveKind.Undo, [0]).Steps, progress.Next().Steps);
    }

    [Fact]
    public void Refusal_behind_the_pivot_is_parked_and_can_be_skipped()
    {
        var progress = new SagaProgress(SagaDefinition.Create("saga", [SagaSteps.Step("p", isPivot: true), SagaSteps.Step("b", canUndo: false)]));
        Run(progress, 0);
        progress.Start(1);

        progress.Refuse(1);

        Assert.Throws<InvalidOperationException>(progress.Next);
        progress.Skip(1);
        Assert.Equal(SagaMoveKind.Completed, progress.Next().Kind);
    }

    [Fact]
    public void Moves_out_of_order_are_refused()
    {
        var progress = new SagaProgress(SagaDefinition.Create("saga", [SagaSteps.Step("a")]));

        Assert.Throws<InvalidOperationException>(() => progress.Complete(0));
        progress.Start(0);
        Assert.Throws<InvalidOperationException>(() => progress.Start(0));
        Assert.Throws<InvalidOperationException>(() => progress.StartUndo(0));
        Assert.Throws<InvalidOperationException>(() => progress.Skip(0));
    }

    private static void Run(SagaProgress progress, int step)
    {
        progress.Start(step);
        progress.Complete(step);
    }

    private static void Undo(SagaProgress progress, int step)
    {
        progress.StartUndo(step);
        progress.CompleteUndo(step);
    }

    /// <summary>Makes every move with outcomes drawn at random; operators decide at random too.</summary>
    private sealed class SagaRun(SagaDefinition saga, Random random)
    {
        public SagaProgress Progress { get; } = new(saga);

        public List<int> Started { get; } = [];

        public List<int> Undone { get; } = [];

        public bool WasPastPivot { get; private set; }

        public SagaMoveKind ToEnd()
        {
            while (true)
            {
                var move = Progress.Next();
                switch (move.Kind)
                {
                    case SagaMoveKind.Run:
                        Act(move.Steps);
                        break;
                    case SagaMoveKind.Undo:
                        Undo(move.Steps);
                        break;
                    default:
                        return move.Kind;
                }

                WasPastPivot |= Progress.IsPastPivot;
            }
        }

        private void Act(IReadOnlyList<int> steps)
        {
            foreach (var step in steps)
            {
                Progress.Start(step);
                Started.Add(step);
            }

            foreach (var step in steps.OrderBy(_ => random.Next()))
            {
                Report(step);
                while (Progress.Steps[step] == SagaStepState.Parked)
                {
                    if (random.Next(2) == 0)
                    {
                        Progress.Skip(step);
                    }
                    else
                    {
                        Progress.Resume(step);
                        Report(step);
                    }
                }
            }
        }

        private void Report(int step)
        {
            switch (random.Next(6))
            {
                case 0:
                    Progress.Refuse(step);
                    break;
                case 1:
                    Progress.Fail(step);
                    break;
                default:
                    Progress.Complete(step);
                    break;
            }
        }

        private void Undo(IReadOnlyList<int> steps)
        {
            foreach (var step in steps)
            {
                Progress.StartUndo(step);
                Undone.Add(step);
            }

            foreach (var step in steps.OrderBy(_ => random.Next()))
            {
                while (random.Next(3) == 0)
                {
                    Progress.ParkUndo(step);
                    if (random.Next(3) == 0)
                    {
                        Progress.SkipUndo(step);
                        break;
                    }

                    Progress.ResumeUndo(step);
                }

                if (Progress.Undos[step] == SagaUndoState.Running)
                {
                    Progress.CompleteUndo(step);
                }
            }
        }
    }
}
