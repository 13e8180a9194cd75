namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>What must be the same before and after a video is cut, encoded and put together.</summary>
/// <param name="Frames">Frames of the first video stream.</param>
/// <param name="Seconds">Duration of the file in seconds.</param>
internal sealed record VideoFacts(long Frames, double Seconds);
