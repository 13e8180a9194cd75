using WorkDistribution.Core.Speculation;

namespace WorkDistribution.Core.Tests.Speculation;

public sealed class BranchHistoryTests
{
    private static readonly KeyValuePair<string, double>[] Priors = [new("a", 0.7), new("b", 0.2), new("c", 0.1)];

    [Fact]
    public void Priors_hold_until_something_is_learnt()
    {
        var history = new BranchHistory();

        Assert.Equal([0.7, 0.2, 0.1], history.Probabilities(Priors).Select(p => Math.Round(p, 9)));
        Assert.Null(history.HitRate());
    }

    [Fact]
    public void Probabilities_follow_what_is_seen_and_sum_to_one()
    {
        var history = new BranchHistory();
        for (var i = 0; i < 96; i++)
        {
            history.Learn("a", i % 4 == 0 ? "a" : "b", 100, 50);
        }

        var probabilities = history.Probabilities(Priors);
        Assert.Equal(1, probabilities.Sum(), 9);
        Assert.InRange(probabilities[1], 0.7, 0.75);
        Assert.Equal(0.25, history.HitRate());
        Assert.Equal((100, 50), (history.Durations[""], history.Durations["b"]));
    }

    [Fact]
    public void Old_observations_lose_their_weight()
    {
        var history = new BranchHistory();
        for (var i = 0; i < 1_000; i++)
        {
            history.Learn("a", i < 500 ? "a" : "b", 1, 1);
        }

        Assert.InRange(history.Predictions, 1, 200);
        Assert.True(history.Probabilities(Priors)[1] > 0.85);
        Assert.True(history.HitRate() < 0.1);
    }
}
