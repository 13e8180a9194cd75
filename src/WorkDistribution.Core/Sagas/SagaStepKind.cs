namespace WorkDistribution.Core.Sagas;

/// <summary>What a step does.</summary>
public enum SagaStepKind
{
    /// <summary>Runs an action.</summary>
    Action,

    /// <summary>Waits for a person's decision up to <see cref="SagaStep.Timeout"/>; changes nothing, so there is nothing to undo.</summary>
    Approval,
}
