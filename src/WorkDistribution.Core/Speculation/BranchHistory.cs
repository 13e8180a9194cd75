namespace WorkDistribution.Core.Speculation;

/// <summary>
/// What was learnt of the branches of one decision: how often each was taken, how long things take, and how often the likeliest branch was
/// the one. Old observations lose weight: beyond 200 all counts are halved. Serializable; not thread-safe.
/// </summary>
public sealed class BranchHistory
{
    /// <summary>Predictions before a hit rate counts.</summary>
    public const int MinPredictions = 10;

    private const double MaxWeight = 200;
    private const double PriorWeight = 4;
    private const double Smoothing = 0.2;

    /// <summary>Weight of the times each branch was taken.</summary>
    public Dictionary<string, double> Taken { get; init; } = [];

    /// <summary>Typical duration of each branch that has run, in milliseconds; the primary work's is under the empty name.</summary>
    public Dictionary<string, double> Durations { get; init; } = [];

    /// <summary>Weight of all predictions.</summary>
    public double Predictions { get; set; }

    /// <summary>Weight of those that came true.</summary>
    public double Correct { get; set; }

    /// <summary>correct_predictions / total; null before there were ten.</summary>
    public double? HitRate() => Predictions >= MinPredictions ? Correct / Predictions : null;

    /// <summary>The probability of each branch: what was seen, and a prior that weighs as much as four observations.</summary>
    /// <param name="priors">Branches with what is assumed of them, each from 0 to 1.</param>
    public IReadOnlyList<double> Probabilities(IReadOnlyList<KeyValuePair<string, double>> priors)
    {
        var sum = priors.Sum(static prior => prior.Value);
        var seen = priors.Sum(prior => Taken.GetValueOrDefault(prior.Key));
        return [.. priors.Select(prior => (Taken.GetValueOrDefault(prior.Key) + (PriorWeight * (sum > 0 ? prior.Value / sum : 1.0 / priors.Count))) / (seen + PriorWeight))];
    }

    /// <summary>Learns from a run.</summary>
    /// <param name="predicted">The branch that was the likeliest.</param>
    /// <param name="actual">The branch that was taken.</param>
    /// <param name="primaryMs">How long the primary work took.</param>
    /// <param name="branchMs">How long the branch took.</param>
    public void Learn(string predicted, string actual, double primaryMs, double branchMs)
    {
        Predictions++;
        Correct += predicted == actual ? 1 : 0;
        Taken[actual] = Taken.GetValueOrDefault(actual) + 1;
        Smooth("", primaryMs);
        Smooth(actual, branchMs);
        if (Predictions > MaxWeight)
        {
            (Predictions, Correct) = (Predictions / 2, Correct / 2);
            foreach (var branch in Taken.Keys.ToList())
            {
                Taken[branch] /= 2;
            }
        }
    }

    private void Smooth(string name, double ms) =>
        Durations[name] = Durations.TryGetValue(name, out var before) ? before + (Smoothing * (ms - before)) : ms;
}
