using System.Globalization;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Partitioning;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Makes items of submissions.</summary>
internal sealed class WorkItemFactory(IOptions<WorkItemsOptions> options, TimeProvider time, Random random)
{
    private readonly ConsistentHashRing<int> _lanes = new(
        Enumerable.Range(0, options.Value.Lanes), static lane => string.Create(CultureInfo.InvariantCulture, $"lane-{lane}"));

    private long _lastTicks;

    /// <summary>A shard of a level, drawn at random.</summary>
    public string DrawShard(int level) => WorkItemId.ShardPartition(level, random.Next(options.Value.Shards));

    /// <summary>The shard after another.</summary>
    public string NextShard(string partition) => WorkItemId.ShardPartition(partition[0] - '0', (WorkItemId.NumberOf(partition) + 1) % options.Value.Shards);

    /// <summary>The lane of an affinity key. One lane more moves about one key in <c>Lanes</c>, and those to it.</summary>
    public string LaneOf(int level, string affinityKey) => WorkItemId.LanePartition(level, _lanes.Locate(affinityKey));

    /// <summary>The submission with its due time moved to its place in a spread.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="begin">When the spread begins for submissions that are due before.</param>
    /// <param name="spread">The spread.</param>
    public WorkSubmission Spread(WorkSubmission submission, DateTimeOffset begin, StartSpread spread)
    {
        if (spread.IsNone)
        {
            return submission;
        }

        var due = submission.NotBefore > begin ? submission.NotBefore.Value : begin;
        var delay = spread.Draw(random);
        return submission with { NotBefore = delay < DateTimeOffset.MaxValue - due ? due + delay : due };
    }

    /// <summary>Makes a pending item, without its payload.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="partition">Where to put it.</param>
    public WorkItem Create(WorkSubmission submission, string partition)
    {
        var now = time.GetUtcNow();
        var due = submission.NotBefore > now ? submission.NotBefore.Value : new DateTimeOffset(NextTicks(now.UtcTicks), TimeSpan.Zero);
        return Create(submission, WorkItemId.Create(partition, due)) with { CreatedAt = submission.NotBefore > now ? now : due };
    }

    /// <summary>Makes a pending item of a given id, without its payload.</summary>
    public static WorkItem Create(WorkSubmission submission, WorkItemId id) => new()
    {
        Id = id,
        Handler = submission.Handler,
        MaxRetries = submission.MaxRetries,
        TimeoutSeconds = submission.TimeoutSeconds,
        IdempotencyKey = submission.IdempotencyKey,
        AffinityKey = submission.AffinityKey,
        CreatedAt = id.Due,
        State = WorkItemState.Pending,
        Visible = id.Due,

        // Two submissions of a key may each insert the item, the second one when the first has finished already.
        CheckOutcome = submission.IdempotencyKey is not null,
    };

    // Items of one process keep the order in which they came, even those of one tick.
    private long NextTicks(long now)
    {
        while (true)
        {
            var last = Volatile.Read(ref _lastTicks);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastTicks, next, last) == last)
            {
                return next;
            }
        }
    }
}
