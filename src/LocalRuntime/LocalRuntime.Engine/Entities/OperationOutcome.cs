using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>What came of one operation.</summary>
internal readonly record struct OperationOutcome(string? Result, FailureInfo? Failure);
