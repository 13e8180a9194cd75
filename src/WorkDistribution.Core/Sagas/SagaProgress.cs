namespace WorkDistribution.Core.Sagas;

/// <summary>
/// Where a saga stands, as the projection of what its steps reported, and what it does next. It holds no clock and no randomness: the
/// same reports give the same moves, so that a replayed orchestrator decides as it did before.
/// </summary>
public sealed class SagaProgress(SagaDefinition saga)
{
    private readonly SagaStepState[] _steps = new SagaStepState[saga.Steps.Count];
    private readonly SagaUndoState[] _undos = new SagaUndoState[saga.Steps.Count];

    /// <summary>State of each step's action.</summary>
    public IReadOnlyList<SagaStepState> Steps => _steps;

    /// <summary>State of each step's compensation.</summary>
    public IReadOnlyList<SagaUndoState> Undos => _undos;

    /// <summary>Whether a step was refused or failed, so that the saga goes back.</summary>
    public bool IsGoingBack => _steps.Any(static state => state is SagaStepState.Refused or SagaStepState.Failed);

    /// <summary>Whether the point of no return is passed.</summary>
    public bool IsPastPivot => saga.Pivot is { } pivot && _steps[pivot] is (SagaStepState.Done or SagaStepState.Skipped);

    /// <summary>What to do when nothing is under way.</summary>
    /// <exception cref="InvalidOperationException">A step is running or parked.</exception>
    public SagaMove Next()
    {
        if (_steps.Any(static state => state is SagaStepState.Running or SagaStepState.Parked)
            || _undos.Any(static state => state is SagaUndoState.Running or SagaUndoState.Parked))
        {
            throw new InvalidOperationException($"The saga '{saga.Name}' has steps under way: the next move depends on them.");
        }

        if (IsGoingBack)
        {
            var undo = saga.Stages.Reverse().Select(stage => stage.Reverse().Where(IsToUndo).ToArray()).FirstOrDefault(static steps => steps.Length > 0);
            return undo is null ? new SagaMove(SagaMoveKind.Compensated, []) : new SagaMove(SagaMoveKind.Undo, undo);
        }

        var run = saga.Stages.Select(stage => stage.Where(step => _steps[step] == SagaStepState.Pending).ToArray()).FirstOrDefault(static steps => steps.Length > 0);
        return run is null ? new SagaMove(SagaMoveKind.Completed, []) : new SagaMove(SagaMoveKind.Run, run);
    }

    /// <summary>The saga does not need the step.</summary>
    public void Omit(int step) => Move(step, SagaStepState.NotNeeded, SagaStepState.Pending);

    /// <summary>The step's action begins.</summary>
    public void Start(int step) => Move(step, SagaStepState.Running, SagaStepState.Pending);

    /// <summary>The step's action took effect.</summary>
    public void Complete(int step) => Move(step, SagaStepState.Done, SagaStepState.Running);

    /// <summary>The step's action took no effect and never will. Behind the pivot that has to be seen to by an operator.</summary>
    public void Refuse(int step) => Move(step, IsForwardOnly(step) ? SagaStepState.Parked : SagaStepState.Refused, SagaStepState.Running);

    /// <summary>
    /// All attempts failed, and it is open whether one took effect. Where that can neither be undone nor left, behind the pivot or at a
    /// pivot without compensation, an operator has to see to it.
    /// </summary>
    public void Fail(int step) =>
        Move(step, IsForwardOnly(step) || (saga.Pivot == step && !saga.Steps[step].CanUndo) ? SagaStepState.Parked : SagaStepState.Failed, SagaStepState.Running);

    /// <summary>An operator has the parked action tried again.</summary>
    public void Resume(int step) => Move(step, SagaStepState.Running, SagaStepState.Parked);

    /// <summary>An operator has the saga go on as if the parked action had taken effect.</summary>
    public void Skip(int step) => Move(step, SagaStepState.Skipped, SagaStepState.Parked);

    /// <summary>The step's compensation begins.</summary>
    public void StartUndo(int step)
    {
        if (!IsToUndo(step))
        {
            throw new InvalidOperationException($"The step '{saga.Steps[step].Name}' has nothing to undo: it is {_steps[step]}.");
        }

        MoveUndo(step, SagaUndoState.Running, SagaUndoState.None);
    }

    /// <summary>The step is undone.</summary>
    public void CompleteUndo(int step) => MoveUndo(step, SagaUndoState.Done, SagaUndoState.Running);

    /// <summary>All attempts to undo the step failed.</summary>
    public void ParkUndo(int step) => MoveUndo(step, SagaUndoState.Parked, SagaUndoState.Running);

    /// <summary>An operator has the parked compensation tried again.</summary>
    public void ResumeUndo(int step) => MoveUndo(step, SagaUndoState.Running, SagaUndoState.Parked);

    /// <summary>An operator has the saga go on as if the parked compensation had succeeded.</summary>
    public void SkipUndo(int step) => MoveUndo(step, SagaUndoState.Skipped, SagaUndoState.Parked);

    private bool IsForwardOnly(int step) => IsPastPivot && step > saga.Pivot;

    private bool IsToUndo(int step) =>
        IsGoingBack && saga.Steps[step].CanUndo && _steps[step] is (SagaStepState.Done or SagaStepState.Failed) && _undos[step] == SagaUndoState.None;

    private void Move(int step, SagaStepState to, SagaStepState from)
    {
        if (_steps[step] != from)
        {
            throw new InvalidOperationException($"The step '{saga.Steps[step].Name}' is {_steps[step]} and cannot become {to}.");
        }

        _steps[step] = to;
    }

    private void MoveUndo(int step, SagaUndoState to, SagaUndoState from)
    {
        if (_undos[step] != from)
        {
            throw new InvalidOperationException($"The compensation of '{saga.Steps[step].Name}' is {_undos[step]} and cannot become {to}.");
        }

        _undos[step] = to;
    }
}
