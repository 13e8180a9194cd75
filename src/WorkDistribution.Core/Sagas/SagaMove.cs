namespace WorkDistribution.Core.Sagas;

/// <summary>What a saga does next.</summary>
/// <param name="Kind">What.</param>
/// <param name="Steps">Indices of the steps, in parallel; in reverse order when they are undone; empty at the end.</param>
public sealed record SagaMove(SagaMoveKind Kind, IReadOnlyList<int> Steps);
