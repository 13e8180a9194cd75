namespace WorkDistribution.Core.Batching;

/// <summary>One decision of an adaptive batch sizer.</summary>
/// <param name="From">Size before, in items.</param>
/// <param name="To">Size from now on, in items.</param>
/// <param name="Reason">Why.</param>
/// <param name="Change">Relative change of throughput that it rests on: 0.1 is ten percent more; 0 when there was nothing to compare.</param>
public sealed record BatchSizeDecision(int From, int To, BatchSizeReason Reason, double Change);
