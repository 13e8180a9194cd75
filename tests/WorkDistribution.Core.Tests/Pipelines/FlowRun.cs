using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Core.Tests.Pipelines;

/// <summary>Drives a flow with outcomes in a random order and checks, at every step, what must always hold.</summary>
internal sealed class FlowRun
{
    private readonly IReadOnlyList<StageShape> _stages;
    private readonly PipelineFlow _flow;
    private readonly List<StageTask> _inFlight = [];
    private readonly int[] _running;
    private readonly int[] _ahead;

    public FlowRun(IReadOnlyList<StageShape> stages, int items, bool ordered)
    {
        _stages = stages;
        _flow = new PipelineFlow(stages, items, ordered);
        _running = new int[stages.Count];
        _ahead = new int[stages.Count];
        Started = [.. stages.Select(static _ => new List<StageTask>())];
    }

    /// <summary>The tasks that each stage started, in this order.</summary>
    public IReadOnlyList<List<StageTask>> Started { get; }

    /// <summary>The batches whose folds count, in this order.</summary>
    public List<StageTask> Folded { get; } = [];

    /// <summary>The items that were dropped.</summary>
    public HashSet<int> Dropped { get; } = [];

    /// <summary>Runs the pipeline to its end.</summary>
    /// <param name="random">Chooses which task ends next.</param>
    /// <param name="weight">How quick a stage is: tasks of a stage with twice the weight end twice as likely.</param>
    /// <param name="fails">Whether a task fails.</param>
    public FlowRun Run(Random random, Func<int, int> weight, Func<StageTask, bool> fails)
    {
        while (true)
        {
            StartAll();
            if (_inFlight.Count == 0)
            {
                Assert.True(_flow.IsFinished, "Nothing runs, and the pipeline is not finished: a deadlock.");
                return this;
            }

            Assert.False(_flow.IsFinished);
            var weights = _inFlight.Select(task => weight(task.Stage)).ToList();
            var choice = random.Next(weights.Sum());
            var next = 0;
            while ((choice -= weights[next]) >= 0)
            {
                next++;
            }

            var ended = _inFlight[next];
            _inFlight.RemoveAt(next);
            End(ended, fails(ended));
        }
    }

    private void StartAll()
    {
        while (_flow.TryTake(out var task))
        {
            _inFlight.Add(task);
            Started[task.Stage].Add(task);
            _running[task.Stage]++;
            _ahead[task.Stage]++;
            if (task.Stage > 0)
            {
                _ahead[task.Stage - 1] -= task.Items.Count;
            }

            for (var stage = 0; stage < _stages.Count; stage++)
            {
                Assert.InRange(_running[stage], 0, _stages[stage].Parallelism);
                Assert.Equal(_running[stage], _flow.Running(stage));
                Assert.InRange(_flow.Waiting(stage), 0, _stages[stage].Buffer);
                if (stage + 1 < _stages.Count && !_stages[stage].Folds && !_stages.Take(stage + 1).Any(static before => before.Folds))
                {
                    Assert.InRange(_flow.Ahead(stage), 0, _stages[stage].Parallelism + _stages[stage + 1].Buffer);
                    Assert.InRange(_flow.Ahead(stage) - _ahead[stage], 0, _again);
                }
            }
        }
    }

    private int _again;

    private void End(StageTask task, bool failed)
    {
        _running[task.Stage]--;
        if (!failed)
        {
            if (_stages[task.Stage].Folds)
            {
                Folded.Add(task);
            }

            _flow.Complete(task);
        }
        else if (_flow.Drop(task))
        {
            Dropped.UnionWith(task.Items);
            _ahead[task.Stage]--;
        }
        else if (task.Stage > 0)
        {
            // Folded again one by one, and so taken from the stage before once more.
            _again += task.Items.Count;
        }
    }
}
