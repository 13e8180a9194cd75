namespace WorkDistribution.Core.Balancing;

/// <summary>
/// The worker whose items will take the least time, by what items of their content classes took before: an exponentially weighted
/// average a class.
/// </summary>
/// <remarks>
/// A class not seen before is expected to cost what items cost on average. At most 256 classes are told apart; further ones share one
/// average. It counts the items of each worker itself, so every item has to be reported by <see cref="Ended"/>.
/// </remarks>
public sealed class ContentAwareStrategy : IBalancingStrategy
{
    private const int MaxClasses = 256;

    private readonly double weight;
    private readonly Dictionary<string, int> classes = new(StringComparer.Ordinal);
    private readonly List<double> costs = [];

    /// <summary>Items of each class that a worker has now.</summary>
    private readonly int[][] waiting;
    private double averageCost = 1;
    private bool learned;
    private int first;

    /// <summary>Makes a strategy that expects all classes to cost the same.</summary>
    /// <param name="workers">Number of workers, from 1.</param>
    /// <param name="weight">Weight of the latest cost in the average of its class: above 0, at most 1; default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not kept.</exception>
    public ContentAwareStrategy(int workers, double weight = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (!(weight > 0 && weight <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "Must be above 0 and at most 1.");
        }

        this.weight = weight;
        waiting = [.. Enumerable.Range(0, workers).Select(static _ => new int[MaxClasses + 1])];
    }

    /// <summary>What an item of a class is expected to cost; null before any has ended.</summary>
    /// <param name="contentClass">The class.</param>
    public TimeSpan? Predict(string contentClass) =>
        learned ? TimeSpan.FromSeconds(classes.TryGetValue(contentClass, out var index) ? CostOf(index) : averageCost) : null;

    /// <inheritdoc/>
    public int Choose(WorkRequest request, ReadOnlySpan<long> loads)
    {
        if (loads.Length != waiting.Length)
        {
            throw new ArgumentException($"{loads.Length} loads for {waiting.Length} workers.", nameof(loads));
        }

        first = (first + 1) % waiting.Length;
        var chosen = first;
        var least = double.PositiveInfinity;
        for (var i = 0; i < waiting.Length; i++)
        {
            var worker = (first + i) % waiting.Length;
            var cost = CostOf(waiting[worker]);
            if (cost < least)
            {
                (chosen, least) = (worker, cost);
            }
        }

        waiting[chosen][IndexOf(request.ContentClass)]++;
        return chosen;
    }

    /// <inheritdoc/>
    public void Ended(WorkRequest request, int worker, TimeSpan cost)
    {
        var index = IndexOf(request.ContentClass);
        var seconds = cost.TotalSeconds;
        waiting[worker][index]--;
        costs[index] = double.IsNaN(costs[index]) ? seconds : costs[index] + (weight * (seconds - costs[index]));
        averageCost = learned ? averageCost + (weight * (seconds - averageCost)) : seconds;
        learned = true;
    }

    private double CostOf(int index) => double.IsNaN(costs[index]) ? averageCost : costs[index];

    private double CostOf(int[] items)
    {
        double sum = 0;
        for (var index = 0; index < costs.Count; index++)
        {
            sum += items[index] * CostOf(index);
        }

        return sum;
    }

    private int IndexOf(string contentClass)
    {
        if (!classes.TryGetValue(contentClass, out var index))
        {
            if (classes.Count < MaxClasses)
            {
                index = classes[contentClass] = classes.Count;
            }
            else
            {
                index = MaxClasses;
            }
        }

        while (costs.Count <= index)
        {
            costs.Add(double.NaN);
        }

        return index;
    }
}
