namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>A tool ended with an error, took too long, or said something that makes no sense.</summary>
/// <param name="message">Which tool, and what it said last.</param>
internal sealed class ToolException(string message) : Exception(message);
