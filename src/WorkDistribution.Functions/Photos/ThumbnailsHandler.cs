using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary><c>photo-thumbnails</c>: makes thumbnails of 640, 320, 150 and 64 pixels.</summary>
internal sealed class ThumbnailsHandler(PhotoObjects photos) : IWorkHandler<PhotoPayload>
{
    private static readonly int[] Sides = [640, 320, 150, 64];

    public string? Refuse(PhotoPayload payload) => PhotoObjects.Refuse(payload.Photo);

    public async Task<object?> RunAsync(PhotoPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        using var photo = await photos.DecodeAsync(payload.Photo, cancellationToken);
        var made = new List<StoredPhoto>();
        foreach (var side in Sides)
        {
            using var thumbnail = photo.ScaledTo(side);
            made.Add(await photos.WriteAsync($"{PhotoObjects.FolderFor(context.Id)}thumbnail-{side}.jpg", thumbnail, cancellationToken));
        }

        return new { photos = made };
    }
}
