namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>A step as a status shows it.</summary>
internal sealed record SagaStepStatus
{
    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>done</c>, <c>refused</c>, <c>failed</c>, <c>parked</c>, <c>skipped</c> or <c>notNeeded</c>.</summary>
    public required string State { get; init; }

    /// <summary>Attempts of the action, those under way included.</summary>
    public int Attempts { get; init; }

    /// <summary>What the action returned.</summary>
    public string? Result { get; init; }

    /// <summary>Why the last attempt did not succeed.</summary>
    public string? Error { get; init; }

    /// <summary><c>none</c>, <c>running</c>, <c>parked</c>, <c>done</c> or <c>skipped</c>.</summary>
    public required string Compensation { get; init; }

    /// <summary>Attempts of the compensation, those under way included.</summary>
    public int CompensationAttempts { get; init; }

    /// <summary>Why the last attempt of the compensation did not succeed.</summary>
    public string? CompensationError { get; init; }

    /// <summary>How often action or compensation were parked.</summary>
    public int Parkings { get; init; }

    /// <summary>Until when the step waits for a person, UTC; null when it waits for none.</summary>
    public DateTime? WaitsUntil { get; init; }

    /// <summary>Whether it waits for an operator.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsParked => State == SagaStates.Parked || Compensation == SagaStates.Parked;
}
