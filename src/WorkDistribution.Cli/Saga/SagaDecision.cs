namespace WorkDistribution.Cli.Saga;

/// <summary>What a person decided.</summary>
internal sealed record SagaDecision(string Step, string Action, string By, string? Reason, DateTime? At);
