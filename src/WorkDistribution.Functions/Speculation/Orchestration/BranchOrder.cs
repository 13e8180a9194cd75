namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>One branch.</summary>
/// <param name="Name">What the primary result calls it.</param>
/// <param name="Work">What is to be done when it is taken.</param>
/// <param name="Probability">What is assumed before anything is learnt, from 0 to 1.</param>
/// <param name="Cancellable">Whether its work can be cancelled safely.</param>
internal sealed record BranchOrder(string Name, WorkOrder Work, double Probability, bool Cancellable);
