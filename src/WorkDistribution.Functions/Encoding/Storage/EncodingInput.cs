namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>The file that is encoded, as it was when it was found.</summary>
/// <param name="Path">Its real path.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Version">What changes when its content does, so that no encoding mixes two versions.</param>
internal sealed record EncodingInput(string Path, long Length, string Version);
