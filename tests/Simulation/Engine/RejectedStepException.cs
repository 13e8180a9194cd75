namespace WorkDistribution.Simulation.Engine;

/// <summary>The store will never take the step, as when a row is larger than it can hold.</summary>
internal sealed class RejectedStepException() : Exception("The store refused a statement (simulated).");
