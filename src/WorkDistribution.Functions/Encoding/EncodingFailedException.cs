namespace WorkDistribution.Functions.Encodings;

/// <summary>Ends an encoding that cannot finish. The message is what the requester reads.</summary>
/// <param name="message">Which phase or chunk failed and why.</param>
internal sealed class EncodingFailedException(string message) : Exception(message);
