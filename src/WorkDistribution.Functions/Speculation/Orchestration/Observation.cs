namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>What the predictor learns from.</summary>
/// <param name="Predicted">The branch that was the likeliest.</param>
/// <param name="Actual">The branch that was taken.</param>
/// <param name="PrimaryMs">How long the primary work took.</param>
/// <param name="BranchMs">How long the branch took.</param>
internal sealed record Observation(string Predicted, string Actual, double PrimaryMs, double BranchMs);
