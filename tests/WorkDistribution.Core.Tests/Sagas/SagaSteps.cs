using CsCheck;
using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Core.Tests.Sagas;

/// <summary>Steps of test sagas.</summary>
internal static class SagaSteps
{
    private const int Block = 3;

    /// <summary>Valid sagas of 1 to 8 steps with and without a pivot, groups and steps that leave nothing.</summary>
    public static Gen<SagaDefinition> Definitions { get; } = Gen.Select(
        Gen.Bool.Array[1, 8],
        Gen.Bool.Array[Block],
        Gen.Int[-1, 7],
        Gen.Bool,
        static (canUndo, grouped, pivot, canUndoPivot) => SagaDefinition.Create("saga", [.. canUndo.Select((can, i) => Step(
            $"s{i}",
            canUndo: i == pivot ? canUndoPivot : can && (pivot < 0 || pivot >= canUndo.Length || i < pivot),
            nothingToUndo: !can,
            isPivot: i == pivot,
            group: i == pivot || !grouped[i / Block] ? null : $"g{i / Block}{(i < pivot ? "before" : "behind")}"))]));

    public static SagaStep Step(
        string name, bool canUndo = true, bool nothingToUndo = false, bool isPivot = false, string? group = null, SagaStepKind kind = SagaStepKind.Action) =>
        new(name, kind, canUndo, nothingToUndo, isPivot, group, TimeSpan.FromSeconds(30), SagaRetry.Action, SagaRetry.Compensation);
}
