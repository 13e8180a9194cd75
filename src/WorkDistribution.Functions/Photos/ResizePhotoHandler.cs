using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary><c>photo-resize</c>: fits a photo into 2,048 × 2,048 pixels; a smaller one keeps its size.</summary>
internal sealed class ResizePhotoHandler(PhotoObjects photos) : IWorkHandler<PhotoPayload>
{
    private const double MaxSide = 2_048;

    public string? Refuse(PhotoPayload payload) => PhotoObjects.Refuse(payload.Photo);

    public async Task<object?> RunAsync(PhotoPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        using var original = await photos.DecodeAsync(payload.Photo, cancellationToken);
        using var resized = original.ScaledTo(MaxSide);
        return await photos.WriteAsync(PhotoObjects.FolderFor(context.Id) + "resized.jpg", resized, cancellationToken);
    }
}
