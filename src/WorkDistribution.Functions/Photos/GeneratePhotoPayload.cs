namespace WorkDistribution.Functions.Photos;

/// <summary>Asks for a photo to work on.</summary>
/// <param name="Width">From 64 to 8,192 pixels.</param>
/// <param name="Height">From 64 to 8,192 pixels.</param>
/// <param name="Seed">The same seed gives the same picture.</param>
public sealed record GeneratePhotoPayload(int Width = 4_000, int Height = 3_000, int Seed = 1);
