namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Work for a handler.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Payload">Its payload, as JSON of at most 16 KiB.</param>
internal sealed record WorkOrder(string Handler, string Payload);
