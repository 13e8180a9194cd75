using WorkDistribution.Functions.Encodings.Orchestration;

namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>What every task of an encoding reads from the object store, so that the history need not repeat it.</summary>
/// <param name="Request">What is to be done.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="Video">What ffprobe said of the input; null for encoders of bytes.</param>
internal sealed record EncodingDescription(EncodingRequest Request, int Chunks, VideoFacts? Video);
