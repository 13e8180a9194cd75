namespace WorkDistribution.Benchmarks.Balancing;

/// <summary>Loads to simulate. Items come at random (Poisson) at a rate that keeps the workers busy for a given part of the time.</summary>
internal static class SimulatedLoad
{
    private const int Keys = 10_000;

    /// <summary>All items cost about a millisecond, and no key is special.</summary>
    public static IReadOnlyList<SimulatedItem> Uniform(int items, int workers, double busy, Random random) =>
        Arrive(items, workers, busy, random, () => ($"{random.Next(Keys)}", "only", 0.5 + random.NextDouble()));

    /// <summary>Three content classes: 90 % cost about 1 ms, 9 % 5 ms, 1 % 50 ms.</summary>
    public static IReadOnlyList<SimulatedItem> Skewed(int items, int workers, double busy, Random random) =>
        Arrive(items, workers, busy, random, () =>
        {
            var (contentClass, cost) = random.Next(100) switch
            {
                < 90 => ("text", 1.0),
                < 99 => ("image", 5.0),
                _ => ("video", 50.0),
            };
            return ($"{random.Next(Keys)}", contentClass, cost * (0.5 + random.NextDouble()));
        });

    /// <summary>Keys as popular as words are (Zipf, exponent 1.1): the first takes about an eighth of all.</summary>
    public static IReadOnlyList<SimulatedItem> HotKey(int items, int workers, double busy, Random random)
    {
        var weights = new double[Keys];
        for (var rank = 0; rank < Keys; rank++)
        {
            weights[rank] = Math.Pow(rank + 1, -1.1) + (rank == 0 ? 0 : weights[rank - 1]);
        }

        return Arrive(items, workers, busy, random, () =>
        {
            var rank = Array.BinarySearch(weights, random.NextDouble() * weights[^1]);
            return ($"{(rank < 0 ? ~rank : rank)}", "only", 0.5 + random.NextDouble());
        });
    }

    private static List<SimulatedItem> Arrive(
        int items, int workers, double busy, Random random, Func<(string Key, string ContentClass, double Cost)> draw)
    {
        var drawn = Enumerable.Range(0, items).Select(_ => draw()).ToList();
        var gap = drawn.Average(static item => item.Cost) / workers / busy;
        var now = 0.0;
        return [.. drawn.Select(item =>
        {
            now -= gap * Math.Log(1 - random.NextDouble());
            return new SimulatedItem(now, new(item.Key, item.ContentClass), item.Cost);
        })];
    }
}
