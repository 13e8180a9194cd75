using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Benchmarks.Balancing;

/// <summary>
/// Discrete events: each item goes to the worker that the strategy chooses when it arrives; a worker runs its queue in order, one item at
/// a time; with stealing, a worker with nothing to do takes half of what the most loaded one has.
/// </summary>
internal sealed class DispatchSimulation(IBalancingStrategy strategy, int workers, bool steals)
{
    private readonly Queue<int>[] queues = [.. Enumerable.Range(0, workers).Select(static _ => new Queue<int>())];

    /// <summary>Items of each worker, queued and running.</summary>
    private readonly long[] loads = new long[workers];
    private readonly bool[] runs = new bool[workers];
    private readonly PriorityQueue<(int Worker, int Item), double> ends = new();
    private readonly Dictionary<string, int> lastWorkers = new(StringComparer.Ordinal);
    private double now;
    private double busy;
    private int local;

    public DispatchResult Run(IReadOnlyList<SimulatedItem> items)
    {
        var chosen = new int[items.Count];
        var waits = new double[items.Count];
        for (var next = 0; next < items.Count || ends.Count > 0;)
        {
            if (next < items.Count && (!ends.TryPeek(out _, out var end) || items[next].Arrival <= end))
            {
                now = items[next].Arrival;
                var worker = chosen[next] = strategy.Choose(items[next].Request, loads);
                queues[worker].Enqueue(next++);
                loads[worker]++;
                Start(worker);

                // A thief that found nothing before looks again when there is something.
                for (var thief = 0; steals && thief < workers; thief++)
                {
                    Start(thief);
                }
            }
            else
            {
                ends.TryDequeue(out var ended, out now);
                loads[ended.Worker]--;
                runs[ended.Worker] = false;
                var item = items[ended.Item];
                strategy.Ended(item.Request, chosen[ended.Item], TimeSpan.FromMilliseconds(item.Cost));
                Start(ended.Worker);
            }
        }

        Array.Sort(waits);
        return new(
            P50: waits[waits.Length / 2],
            P99: waits[(int)(waits.Length * 0.99)],
            Utilisation: busy / (now * workers),
            Locality: (double)local / items.Count);

        void Start(int worker)
        {
            if (runs[worker])
            {
                return;
            }

            if (queues[worker].Count == 0 && steals)
            {
                Steal(worker);
            }

            if (queues[worker].TryDequeue(out var item))
            {
                runs[worker] = true;
                waits[item] = now - items[item].Arrival;
                busy += items[item].Cost;
                local += lastWorkers.TryGetValue(items[item].Request.Key, out var last) && last == worker ? 1 : 0;
                lastWorkers[items[item].Request.Key] = worker;
                ends.Enqueue((worker, item), now + items[item].Cost);
            }
        }
    }

    private void Steal(int thief)
    {
        var victim = StealingRule.Victim(loads, threshold: 0);
        if (victim < 0)
        {
            return;
        }

        for (var left = Math.Min(queues[victim].Count, StealingRule.ItemsToSteal(loads[victim], threshold: 0)); left > 0; left--)
        {
            queues[thief].Enqueue(queues[victim].Dequeue());
            loads[victim]--;
            loads[thief]++;
        }
    }
}
