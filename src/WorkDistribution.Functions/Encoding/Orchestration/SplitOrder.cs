namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Input of the split activity.</summary>
/// <param name="Encoding">Prefix of the encoding's objects.</param>
/// <param name="Request">What is to be done.</param>
internal sealed record SplitOrder(string Encoding, EncodingRequest Request);
