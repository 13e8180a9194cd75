namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>A replay took another action than the history holds.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
