using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Core.Tests.Sagas;

public sealed class SagaDefinitionTests
{
    [Fact]
    public void Create_cuts_steps_into_stages()
    {
        var saga = SagaDefinition.Create(
            "order",
            [SagaSteps.Step("a"), SagaSteps.Step("b", group: "g"), SagaSteps.Step("c", group: "g"), SagaSteps.Step("d", isPivot: true), SagaSteps.Step("e", canUndo: false)]);

        Assert.Equal([[0], [1, 2], [3], [4]], saga.Stages);
        Assert.Equal(3, saga.Pivot);
    }

    public static TheoryData<string, SagaStep[]> Invalid => new()
    {
        { "0 steps", [] },
        { "15 steps", [.. Enumerable.Range(0, 15).Select(i => SagaSteps.Step($"s{i}"))] },
        { "Two steps are named 'a'", [SagaSteps.Step("a"), SagaSteps.Step("a")] },
        { "'Reserve Stock' has a name", [SagaSteps.Step("Reserve Stock")] },
        { "2 pivots", [SagaSteps.Step("a", isPivot: true), SagaSteps.Step("b", isPivot: true)] },
        { "'c': the steps of the parallel group 'g'", [SagaSteps.Step("a", group: "g"), SagaSteps.Step("b"), SagaSteps.Step("c", group: "g")] },
        { "'a' is the pivot, and so must stand alone", [SagaSteps.Step("a", isPivot: true, group: "g")] },
        { "'a' has no compensation", [SagaSteps.Step("a", canUndo: false)] },
        { "'a' has a compensation and says", [SagaSteps.Step("a", nothingToUndo: true)] },
        { "'b' stands behind the pivot", [SagaSteps.Step("a", isPivot: true), SagaSteps.Step("b")] },
        { "'b' stands behind the pivot", [SagaSteps.Step("a", isPivot: true), SagaSteps.Step("b", canUndo: false, kind: SagaStepKind.Approval)] },
        { "'a' waits for an approval", [SagaSteps.Step("a", kind: SagaStepKind.Approval)] },
        { "'a' has a time limit", [SagaSteps.Step("a") with { Timeout = TimeSpan.Zero }] },
        { "'a' allows 0 attempts", [SagaSteps.Step("a") with { Retry = SagaRetry.Action with { MaxAttempts = 0 } }] },
        { "'a' has delays out of order", [SagaSteps.Step("a") with { UndoRetry = SagaRetry.Action with { MaxDelay = TimeSpan.Zero } }] },
        { "'a' has a factor below 1", [SagaSteps.Step("a") with { Retry = SagaRetry.Action with { Factor = double.NaN } }] },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Create_invalid_definition_names_the_step_and_why(string message, SagaStep[] steps) =>
        Assert.Contains(message, Assert.Throws<InvalidSagaException>(() => SagaDefinition.Create("order", steps)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_name_that_is_no_name_is_refused() =>
        Assert.Throws<InvalidSagaException>(() => SagaDefinition.Create("Order/1", [SagaSteps.Step("a")]));

    [Fact]
    public void Delay_grows_to_its_bound_with_the_same_jitter_each_time()
    {
        var retry = new SagaRetry(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(5));

        Assert.All(Enumerable.Range(1, 200), i => Assert.InRange(retry.Delay(1, $"{i}").TotalSeconds, 0.5, 1.5));
        Assert.All(Enumerable.Range(1, 200), i => Assert.InRange(retry.Delay(2, $"{i}").TotalSeconds, 1, 3));
        Assert.All(Enumerable.Range(3, 97), i => Assert.InRange(retry.Delay(i, "a").TotalSeconds, 2, 7.5));
        Assert.Equal(retry.Delay(1, "a"), retry.Delay(1, "a"));
        Assert.NotEqual(retry.Delay(1, "a"), retry.Delay(1, "b"));
    }
}
