using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Benchmarks.Balancing;

/// <summary>An item of a simulation: when it comes, what it is, and how long it keeps a worker busy; times in milliseconds.</summary>
internal readonly record struct SimulatedItem(double Arrival, WorkRequest Request, double Cost);
