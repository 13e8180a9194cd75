using System.Globalization;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>
/// What this process measures of coordination: the claim and the records of a batch, beside the time that the items of each handler take.
/// Batches, and items themselves, must hold enough work for the one to stay small against the other.
/// </summary>
internal sealed class CoordinationCost
{
    /// <summary>Largest share of the time that may go into coordination.</summary>
    public const double Limit = 0.2;

    /// <summary>Weight of the latest batch in the means.</summary>
    private const double Latest = 0.5;

    private readonly Lock _gate = new();

    /// <summary>Seconds of an item, by handler.</summary>
    private readonly Dictionary<string, double> _perItem = new(StringComparer.Ordinal);
    private double? _perBatch;

    /// <summary>Coordination of a batch, as the mean of late; zero before the first.</summary>
    public TimeSpan PerBatch
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromSeconds(_perBatch ?? 0);
            }
        }
    }

    /// <summary>Takes note of a batch.</summary>
    /// <param name="items">What ran, by the name of its handler, and how long each took.</param>
    /// <param name="coordination">Time for the claim and the records.</param>
    public void Record(IEnumerable<(string Handler, TimeSpan Duration)> items, TimeSpan coordination)
    {
        lock (_gate)
        {
            _perBatch = Mix(_perBatch, coordination.TotalSeconds);
            foreach (var handler in items.GroupBy(static item => item.Handler, static item => item.Duration.TotalSeconds))
            {
                _perItem[handler.Key] = Mix(_perItem.TryGetValue(handler.Key, out var before) ? before : null, handler.Average());
            }
        }
    }

    /// <summary>Says that a handler's items are too small even for the largest batches; null when they are not, or none ran here yet.</summary>
    public string? Warn(string handler)
    {
        TimeSpan perItem, overhead;
        lock (_gate)
        {
            if (_perBatch is not { } perBatch || !_perItem.TryGetValue(handler, out var seconds))
            {
                return null;
            }

            perItem = TimeSpan.FromSeconds(seconds);
            overhead = TimeSpan.FromSeconds(perBatch / PendingIndex.MaxTransaction);
        }

        var least = CoordinationTax.SmallestBatch(perItem, overhead, Limit);
        return least == 1 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Items of '{handler}' take {perItem.TotalMilliseconds:0.####} ms each here and their coordination {overhead.TotalMilliseconds:0.###} ms, {CoordinationTax.Of(1, perItem, overhead):0 %} of the time: put what {least} of them do into one item to stay below {Limit:0 %}.");
    }

    private static double Mix(double? before, double latest) => before is { } mean ? (mean * (1 - Latest)) + (latest * Latest) : latest;
}
