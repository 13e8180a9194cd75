namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary>Payload of <c>sleep</c>.</summary>
/// <param name="Milliseconds">How long, 0 to 3,600,000.</param>
internal sealed record SleepPayload(int Milliseconds);
