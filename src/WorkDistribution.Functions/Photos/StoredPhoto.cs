namespace WorkDistribution.Functions.Photos;

/// <summary>A photo in the object store.</summary>
/// <param name="Photo">Its name.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Bytes">Encoded size.</param>
public sealed record StoredPhoto(string Photo, int Width, int Height, long Bytes);
