namespace WorkDistribution.Core.Sagas;

/// <summary>A step of a saga, as data.</summary>
/// <param name="Name">1 to 40 lower-case letters, digits and dashes; unique in its saga. It is part of idempotency keys.</param>
/// <param name="Kind">What it does.</param>
/// <param name="CanUndo">Whether it has a compensation.</param>
/// <param name="NothingToUndo">Declares that the step leaves nothing behind, and so needs no compensation.</param>
/// <param name="IsPivot">The point of no return: once it is done, the saga goes forward only.</param>
/// <param name="Group">Neighbours of one group run in parallel; null for a step alone.</param>
/// <param name="Timeout">Longest attempt, or longest wait for an approval: above zero, up to 30 days.</param>
/// <param name="Retry">Attempts of the action.</param>
/// <param name="UndoRetry">Attempts of the compensation before it is parked.</param>
public sealed record SagaStep(
    string Name,
    SagaStepKind Kind,
    bool CanUndo,
    bool NothingToUndo,
    bool IsPivot,
    string? Group,
    TimeSpan Timeout,
    SagaRetry Retry,
    SagaRetry UndoRetry);
