using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary><c>photo-store</c>: publishes an album that lists the photos and their metadata, after a look that each is there.</summary>
internal sealed class StorePhotosHandler(IObjectStore store) : IWorkHandler<StorePhotosPayload>
{
    private const int MaxPhotos = 100;

    public string? Refuse(StorePhotosPayload payload) =>
        payload.All.Count() > MaxPhotos
            ? $"An album takes at most {MaxPhotos} photos."
            : payload.All.Select(static photo => PhotoObjects.Refuse(photo.Photo)).FirstOrDefault(static reason => reason is not null);

    public async Task<object?> RunAsync(StorePhotosPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        if (Refuse(payload) is { } reason)
        {
            throw new PermanentFailureException(reason);
        }

        foreach (var photo in payload.All)
        {
            if (!await store.ExistsAsync(photo.Photo, cancellationToken))
            {
                throw new PermanentFailureException($"There is no photo '{photo.Photo}'.");
            }
        }

        var album = PhotoObjects.FolderFor(context.Id) + "album.json";
        await store.WriteJsonAsync(album, payload, cancellationToken, transient: false);
        return new { album, photos = payload.All.Count(), bytes = payload.All.Sum(static photo => photo.Bytes), location = store.Locate(PhotoObjects.FolderFor(context.Id)) };
    }
}
