namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Ends a speculation that cannot finish. The message is what the requester reads.</summary>
/// <param name="message">What failed and why.</param>
internal sealed class SpeculationFailedException(string message) : Exception(message);
