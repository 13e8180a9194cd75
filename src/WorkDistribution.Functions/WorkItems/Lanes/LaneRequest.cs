namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>What a ticket wants of the lanes.</summary>
/// <param name="Partition">A lane, with a level, to which work was added; null for none.</param>
/// <param name="Owner">A worker whose lanes are to be taken over should it be gone; null for none.</param>
/// <param name="From">A worker that invites others to take of its work; null for none.</param>
/// <param name="Number">Which of its invitations it is.</param>
internal sealed record LaneRequest(string? Partition, string? Owner, string? From = null, int Number = 0)
{
    /// <summary>The worker is idle and would take from any lane.</summary>
    public static LaneRequest Idle { get; } = new(null, null);
}
