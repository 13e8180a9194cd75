namespace WorkDistribution.Core.Sagas;

/// <summary>How far a step's action has come.</summary>
public enum SagaStepState
{
    /// <summary>Not started.</summary>
    Pending,

    /// <summary>Being tried, or waiting for its next attempt or for an approval.</summary>
    Running,

    /// <summary>Took effect.</summary>
    Done,

    /// <summary>Refused: it took no effect, and trying again cannot help.</summary>
    Refused,

    /// <summary>All attempts failed. It is not known whether one took effect, so the step is undone like one that did.</summary>
    Failed,

    /// <summary>Cannot go on, cannot be undone: waits for an operator.</summary>
    Parked,

    /// <summary>An operator decided that the saga goes on without it.</summary>
    Skipped,

    /// <summary>This saga does not need it.</summary>
    NotNeeded,
}
