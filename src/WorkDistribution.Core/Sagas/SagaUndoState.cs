namespace WorkDistribution.Core.Sagas;

/// <summary>How far a step's compensation has come.</summary>
public enum SagaUndoState
{
    /// <summary>Not started.</summary>
    None,

    /// <summary>Being tried, or waiting for its next attempt.</summary>
    Running,

    /// <summary>All attempts failed: waits for an operator.</summary>
    Parked,

    /// <summary>The step is undone.</summary>
    Done,

    /// <summary>An operator decided that the saga goes on without it.</summary>
    Skipped,
}
