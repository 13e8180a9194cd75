using WorkDistribution.Core.Batching;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>A decision of a process on how many items to claim at a time.</summary>
/// <param name="At">When.</param>
/// <param name="From">Size before, in items.</param>
/// <param name="To">Size from then on, in items.</param>
/// <param name="Reason">Why.</param>
/// <param name="Change">Relative change of throughput that it rests on: 0.1 is ten percent more.</param>
internal sealed record BatchDecision(DateTimeOffset At, int From, int To, BatchSizeReason Reason, double Change);
