namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Input of the cancel activity.</summary>
/// <param name="Speculation">The orchestration's id.</param>
/// <param name="Runs">The runs to cancel.</param>
internal sealed record CancelOrder(string Speculation, IReadOnlyList<string> Runs);
