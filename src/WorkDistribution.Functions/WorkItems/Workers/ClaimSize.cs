using Microsoft.Extensions.Options;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>
/// How many items to claim at a time: the size with the best throughput, but no more than keeps this process busy for a second, with what
/// it holds already. What a process holds no other can run, so slow items are left to whoever is free. And no less than coordination needs
/// to stay small against the work, as measured.
/// </summary>
internal sealed class ClaimSize(IOptions<WorkItemsOptions> options, CoordinationCost cost, TimeProvider time)
{
    private const double HorizonSeconds = 1;

    /// <summary>With fifty an item costs an eighth of a storage call, with ten it would cost half of one.</summary>
    private const int MinSize = PendingIndex.MaxTransaction / 2;

    /// <summary>Weight of the latest batch in the mean duration.</summary>
    private const double Latest = 0.5;

    private const int MaxDecisions = 5;

    private readonly Lock _gate = new();
    private readonly int _workers = options.Value.Workers;
    private readonly Queue<BatchDecision> _decisions = new();
    private BatchSizeDecision? _lastDecision;

    /// <summary>Mean duration of an item in seconds; null before the first.</summary>
    private double? _mean;

    /// <summary>The adaptive part, within what a transaction takes.</summary>
    public AdaptiveBatchSizer Sizer { get; } = new(
        new AdaptiveBatchSizerOptions { Min = MinSize, Max = PendingIndex.MaxTransaction, Initial = PendingIndex.MaxTransaction });

    /// <summary>The size to use when nothing runs.</summary>
    public int Current => Next(held: 0).Size;

    /// <summary>How many packs to claim together: several where all of them are a matter of a moment.</summary>
    public int Packs
    {
        get
        {
            lock (_gate)
            {
                return _mean * WorkPack.Capacity * WorkPack.MaxTogether / _workers < HorizonSeconds / 4 ? WorkPack.MaxTogether : 1;
            }
        }
    }

    /// <summary>The last five decisions on the size, oldest first.</summary>
    public IReadOnlyList<BatchDecision> Decisions
    {
        get
        {
            lock (_gate)
            {
                return [.. _decisions];
            }
        }
    }

    /// <summary>Decides the size of a claim.</summary>
    /// <param name="held">Items that this process holds, or is about to claim.</param>
    /// <returns>
    /// The size, and whether it is smaller than the best one because items are slow, or not known yet. Zero when the process holds enough:
    /// none of its workers is idle, and there is too little room for a claim that is worth its calls.
    /// </returns>
    public (int Size, bool IsCut) Next(int held)
    {
        lock (_gate)
        {
            var least = _mean is { } work ? CoordinationTax.SmallestBatch(TimeSpan.FromSeconds(work), cost.PerBatch, CoordinationCost.Limit) : 1;
            var best = Math.Max(Sizer.Current, Math.Min(least, PendingIndex.MaxTransaction));

            // Idle workers get something to do in any case.
            var horizon = Math.Max(_mean is { } mean ? _workers * HorizonSeconds / mean : _workers, _workers);
            var room = horizon - held;
            if (held >= _workers && room < Math.Clamp((horizon - _workers) / 2, 1, best))
            {
                return (0, true);
            }

            var useful = Math.Max(room, Math.Max(least, _workers / 4));
            return useful < best ? ((int)useful, true) : (best, false);
        }
    }

    /// <summary>Takes note of a batch.</summary>
    /// <param name="items">Items in it, from 1.</param>
    /// <param name="elapsed">From the claim to the record.</param>
    /// <param name="mean">Mean duration of the items.</param>
    public void Record(int items, TimeSpan elapsed, TimeSpan mean)
    {
        // While full batches are quick there is nothing to gain by smaller ones, and trials would cost calls: the measurements of
        // neighbouring batches, which share a server, differ by more than the sizes do.
        if (elapsed.TotalSeconds >= HorizonSeconds || (elapsed > TimeSpan.Zero && Sizer.Current < PendingIndex.MaxTransaction))
        {
            Sizer.Record(items, elapsed);
        }

        lock (_gate)
        {
            var seconds = Math.Max(mean.TotalSeconds, 1e-9);
            _mean = _mean is { } before ? (before * (1 - Latest)) + (seconds * Latest) : seconds;
            if (Sizer.LastDecision is { } decision && decision != _lastDecision)
            {
                Note(decision);
            }
        }
    }

    private void Note(BatchSizeDecision decision)
    {
        _lastDecision = decision;
        _decisions.Enqueue(new BatchDecision(time.GetUtcNow(), decision.From, decision.To, decision.Reason, Math.Round(decision.Change, 3)));
        if (_decisions.Count > MaxDecisions)
        {
            _decisions.Dequeue();
        }
    }
}
