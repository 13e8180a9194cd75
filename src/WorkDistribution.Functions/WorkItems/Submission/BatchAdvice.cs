using System.Globalization;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Looks at the lines of a batch for what will not go well, although each line is valid. Its memory is bounded by the batch.</summary>
internal sealed class BatchAdvice(CoordinationCost cost)
{
    /// <summary>Items of one moment from which they are a herd: more than ten tickets.</summary>
    public const int Herd = 10 * PendingIndex.MaxTransaction;

    private readonly Dictionary<string, int> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTimeOffset, int> _moments = [];

    /// <summary>Takes note of a line that is valid.</summary>
    public void Take(WorkSubmission submission)
    {
        _handlers[submission.Handler] = _handlers.GetValueOrDefault(submission.Handler) + 1;
        if (submission.NotBefore is { } moment)
        {
            _moments[moment] = _moments.GetValueOrDefault(moment) + 1;
        }
    }

    /// <summary>What there is to say, one sentence each.</summary>
    public IReadOnlyList<string> Warnings()
    {
        // A few small items do no harm.
        var small = _handlers.Where(static handler => handler.Value >= PendingIndex.MaxTransaction).Select(handler => cost.Warn(handler.Key)).OfType<string>();
        var herds = _moments.Where(static moment => moment.Value > Herd).OrderBy(static moment => moment.Key).Select(static moment => string.Create(
            CultureInfo.InvariantCulture,
            $"{moment.Value} items are due at {moment.Key:O}: spread them with rampUpSeconds or jitterSeconds, unless they must start at once."));
        return [.. small, .. herds];
    }
}
