namespace WorkDistribution.Core.Sagas;

/// <summary>What a saga does next.</summary>
public enum SagaMoveKind
{
    /// <summary>Run the actions of a stage.</summary>
    Run,

    /// <summary>Run the compensations of a stage.</summary>
    Undo,

    /// <summary>End: every step took effect, or was skipped.</summary>
    Completed,

    /// <summary>End: every step that took effect is undone, or its compensation was skipped.</summary>
    Compensated,
}
