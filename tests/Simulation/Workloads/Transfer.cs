namespace WorkDistribution.Simulation.Workloads;

/// <summary>An amount to be moved from one account to another; afterwards the orchestration may fail while it holds both.</summary>
internal sealed record Transfer(string From, string To, int Amount, bool FailsAfterwards);
