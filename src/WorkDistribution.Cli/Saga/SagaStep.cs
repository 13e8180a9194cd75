namespace WorkDistribution.Cli.Saga;

/// <summary>A step of a saga as the host shows it.</summary>
internal sealed record SagaStep(
    string Step, string State, int Attempts, string? Result, string? Error, string Compensation, int CompensationAttempts, string? CompensationError, DateTime? WaitsUntil);
