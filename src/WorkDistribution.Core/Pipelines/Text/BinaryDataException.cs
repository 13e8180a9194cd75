namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>What should be text is not.</summary>
/// <param name="message">Where, why, and what to do.</param>
public sealed class BinaryDataException(string message) : Exception(message);
