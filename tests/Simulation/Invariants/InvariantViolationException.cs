namespace WorkDistribution.Simulation.Invariants;

/// <summary>The engine did what it must never do.</summary>
internal sealed class InvariantViolationException(string message) : Exception(message);
