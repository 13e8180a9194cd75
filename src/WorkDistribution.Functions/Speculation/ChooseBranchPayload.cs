namespace WorkDistribution.Functions.Speculation;

/// <summary>Payload of <c>choose-branch</c>.</summary>
/// <param name="Branch">The branch to decide for.</param>
/// <param name="Milliseconds">How long the decision takes, 0 to 600,000.</param>
internal sealed record ChooseBranchPayload(string Branch, int Milliseconds = 0);
