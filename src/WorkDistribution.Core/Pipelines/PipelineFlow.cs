namespace WorkDistribution.Core.Pipelines;

/// <summary>
/// Which item may run in which stage of a pipeline: stages with a parallelism each, and a bounded buffer in front of each. Whoever drives it
/// takes tasks until there is none, and reports each outcome. Deterministic, so that an orchestrator can use it; not thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A stage starts an item only if fewer than parallelism + buffer of the next stage are running in it or waiting behind it: what is done
/// and finds the buffer full keeps the place it ran in ("blocking after service" in queueing networks). So a slow stage fills the buffer
/// in front of it, then stops the stage before, and so on up to the source.
/// </para>
/// <para>
/// In order, every stage takes the items in the order of the source. The oldest item can then always move on: whatever a stage has
/// started is older than what it has not, so nothing younger can take the place that the oldest waits for.
/// </para>
/// </remarks>
public sealed class PipelineFlow
{
    private readonly IReadOnlyList<StageShape> _stages;
    private readonly int _items;
    private readonly int _fold;
    private readonly ReadyItems[] _ready;
    private readonly int[] _running;
    private readonly HashSet<int> _dropped = [];
    private readonly Queue<int> _again = new();
    private int _admitted;
    private int _beforeFold;
    private int _foldNumber;
    private bool _emitted;

    /// <summary>Starts with all items at the source.</summary>
    /// <param name="stages">The stages, at least one; at most one of them folds.</param>
    /// <param name="items">How many items the source has, from 0.</param>
    /// <param name="ordered">Whether stages take items in the order of the source, or whichever is ready first.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or two stages fold.</exception>
    public PipelineFlow(IReadOnlyList<StageShape> stages, int items, bool ordered)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        if (stages.Count == 0 || stages.Count(static stage => stage.Folds) > 1)
        {
            throw new ArgumentException("A pipeline has at least one stage, and at most one that folds.", nameof(stages));
        }

        foreach (var stage in stages)
        {
            if (stage.Parallelism < 1 || stage.Buffer < 1 || stage.Batch < 0 || stage.Batch > stage.Buffer || (stage.Folds && stage.Parallelism != 1))
            {
                throw new ArgumentException($"{stage} is no stage: see the ranges of its members.", nameof(stages));
            }
        }

        _stages = stages;
        _items = items;
        _beforeFold = items;
        _fold = stages.ToList().FindIndex(static stage => stage.Folds);
        _ready = [.. stages.Select((_, stage) => new ReadyItems(ordered && !IsBehindFold(stage) ? _dropped : null))];
        _running = new int[stages.Count];
    }

    /// <summary>Whether nothing may start any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Tasks that were taken and not reported yet.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether every item has left the pipeline.</summary>
    public bool IsFinished => InFlight == 0
        && _admitted == _items
        && Array.TrueForAll(_ready, static ready => ready.Count == 0)
        && _again.Count == 0
        && (_fold < 0 || _emitted);

    /// <summary>Number of the last fold that is done; 0 if none is.</summary>
    public int Folded { get; private set; }

    /// <summary>Items that run in a stage now; a batch is one.</summary>
    public int Running(int stage) => _running[stage];

    /// <summary>Items that wait in the buffer in front of a stage, at most its size.</summary>
    public int Waiting(int stage) => Math.Min(_ready[stage].Count, _stages[stage].Buffer);

    /// <summary>Items that a stage has started and the next one has not, unless they were dropped. 0 for the last stage.</summary>
    public int Ahead(int stage) => stage == _stages.Count - 1 ? 0 : (_stages[stage].Folds ? 0 : _running[stage]) + _ready[stage + 1].Count;

    /// <summary>Whether a stage works on the one item that a fold made.</summary>
    public bool IsBehindFold(int stage) => _fold >= 0 && stage > _fold;

    /// <summary>Takes the next task to start, from the last stage backwards; false if none may start now.</summary>
    public bool TryTake(out StageTask task)
    {
        while (!IsStopped && _admitted < _items && _ready[0].Count < _stages[0].Buffer)
        {
            _ready[0].Add(_admitted++);
            ArriveAt(0);
        }

        task = null!;
        for (var stage = _stages.Count - 1; stage >= 0 && task is null && !IsStopped; stage--)
        {
            if (_running[stage] < _stages[stage].Parallelism)
            {
                task = (_stages[stage].Folds ? TakeBatch(stage) : TakeItem(stage))!;
            }
        }

        if (task is null)
        {
            return false;
        }

        _running[task.Stage]++;
        InFlight++;
        return true;
    }

    /// <summary>A task is done: its items move on.</summary>
    public void Complete(StageTask task)
    {
        End(task);
        if (task.Stage == _fold)
        {
            Folded = task.Number;
            EmitIfFolded();
        }
        else if (task.Stage + 1 < _stages.Count)
        {
            _ready[task.Stage + 1].Add(task.Items[0]);
            ArriveAt(task.Stage + 1);
        }
    }

    /// <summary>
    /// A task failed for good. An item leaves the pipeline; the items of a batch are folded again one at a time, since one of them alone
    /// may be to blame.
    /// </summary>
    /// <returns>Whether the item was dropped.</returns>
    public bool Drop(StageTask task)
    {
        End(task);
        if (task.Items.Count > 1)
        {
            foreach (var item in task.Items)
            {
                _again.Enqueue(item);
            }

            return false;
        }

        if (!IsBehindFold(task.Stage))
        {
            _dropped.UnionWith(task.Items);
            _beforeFold -= task.Stage < _fold ? 1 : 0;
        }

        EmitIfFolded();
        return true;
    }

    /// <summary>Lets nothing start any more. Tasks in flight are still to be reported, by <see cref="Complete"/> or <see cref="Drop"/>.</summary>
    public void Stop() => IsStopped = true;

    private StageTask? TakeItem(int stage)
    {
        var hasRoom = stage == _stages.Count - 1 || Ahead(stage) < _stages[stage].Parallelism + _stages[stage + 1].Buffer;
        return hasRoom && _ready[stage].CountTakeable(1) == 1 ? new StageTask(stage, [_ready[stage].Take()]) : null;
    }

    // A full batch, or the rest when nothing else can come: so there are no more folds than batches, and one.
    private StageTask? TakeBatch(int stage)
    {
        if (_again.TryDequeue(out var single))
        {
            return NewFold(stage, [single]);
        }

        var takeable = _ready[stage].CountTakeable(_stages[stage].Batch);
        var isRest = _beforeFold == 0 && !_emitted && (takeable > 0 || Folded == 0);
        if (takeable < _stages[stage].Batch && !isRest)
        {
            return null;
        }

        var items = new int[takeable];
        for (var i = 0; i < takeable; i++)
        {
            items[i] = _ready[stage].Take();
        }

        Array.Sort(items);
        return NewFold(stage, items);
    }

    private StageTask NewFold(int stage, IReadOnlyList<int> items) => new(stage, items, ++_foldNumber, Folded);

    private void ArriveAt(int stage) => _beforeFold -= stage == _fold ? 1 : 0;

    private void End(StageTask task)
    {
        _running[task.Stage]--;
        InFlight--;
    }

    private void EmitIfFolded()
    {
        if (_fold < 0 || _emitted || Folded == 0 || _beforeFold > 0 || _ready[_fold].Count > 0 || _again.Count > 0 || _running[_fold] > 0)
        {
            return;
        }

        _emitted = true;
        if (_fold + 1 < _stages.Count)
        {
            _ready[_fold + 1].Add(0);
        }
    }
}
