using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Refuses submissions while too much is unfinished, and says when it is worth trying again.</summary>
internal sealed class Backpressure(PriorityBoard board, IOptions<WorkItemsOptions> options)
{
    private const int MaxRetryAfter = 120;

    /// <summary>Before any item has ended there is no rate to go by; the first ones soon tell.</summary>
    private const int FirstRetryAfter = 5;

    /// <summary>Part of the limit that must be left before submissions are expected again, so that they do not come one by one.</summary>
    private const double Resume = 0.9;

    private readonly int _limit = options.Value.MaxDepth;

    /// <summary>Items that are taken yet; 0 or less when there are too many.</summary>
    public long Room => _limit - board.Depth;

    /// <summary>Seconds after which there should be room, by the rate at which items end, 1 to 120; 5 before the first one has.</summary>
    public int RetryAfterSeconds => board.HasDrained ? Estimate(board.Depth, _limit, board.DrainRate) : FirstRetryAfter;

    /// <summary>Why a submission is refused.</summary>
    public string Reason =>
        $"{board.Depth} work items are unfinished and at most {_limit} are taken. Send it again in {RetryAfterSeconds} s, or add workers.";

    /// <summary>Seconds until a depth has come down to nine tenths of the limit.</summary>
    /// <param name="depth">Unfinished items.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="perSecond">Items that end in a second; 0 when none did of late.</param>
    internal static int Estimate(long depth, int limit, double perSecond)
    {
        var excess = depth - (limit * Resume);
        return perSecond > 0 ? (int)Math.Clamp(Math.Ceiling(excess / perSecond), 1, MaxRetryAfter) : MaxRetryAfter;
    }
}
