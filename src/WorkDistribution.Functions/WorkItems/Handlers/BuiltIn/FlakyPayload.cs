namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary>Payload of <c>flaky</c>.</summary>
/// <param name="Failures">How many attempts fail before one succeeds; 0 or more.</param>
internal sealed record FlakyPayload(int Failures);
