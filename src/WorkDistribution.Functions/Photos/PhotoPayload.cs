namespace WorkDistribution.Functions.Photos;

/// <summary>Names the photo to work on.</summary>
/// <param name="Photo">Its name in the object store, as an earlier task gave it out.</param>
public sealed record PhotoPayload(string Photo);
