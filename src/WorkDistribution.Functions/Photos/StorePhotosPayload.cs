using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Photos;

/// <summary>What an upload came to.</summary>
/// <param name="Resized">The photo in its display size.</param>
/// <param name="Thumbnails">Small versions.</param>
/// <param name="Filtered">Filtered versions.</param>
/// <param name="Metadata">What is known of the original.</param>
public sealed record StorePhotosPayload(
    StoredPhoto Resized, IReadOnlyList<StoredPhoto> Thumbnails, IReadOnlyList<StoredPhoto> Filtered, JsonElement Metadata)
{
    /// <summary>All photos made.</summary>
    [JsonIgnore]
    public IEnumerable<StoredPhoto> All => [Resized, .. Thumbnails, .. Filtered];
}
