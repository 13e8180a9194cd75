using SkiaSharp;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary><c>photo-filters</c>: makes a monochrome, a warm and a softened version.</summary>
internal sealed class FiltersHandler(PhotoObjects photos) : IWorkHandler<PhotoPayload>
{
    // Rec. 709 luminance in each channel.
    private static readonly float[] Monochrome = [0.2126f, 0.7152f, 0.0722f, 0, 0, 0.2126f, 0.7152f, 0.0722f, 0, 0, 0.2126f, 0.7152f, 0.0722f, 0, 0, 0, 0, 0, 1, 0];
    private static readonly float[] Warm = [1.12f, 0, 0, 0, 0, 0, 1.02f, 0, 0, 0, 0, 0, 0.84f, 0, 0, 0, 0, 0, 1, 0];

    public string? Refuse(PhotoPayload payload) => PhotoObjects.Refuse(payload.Photo);

    public async Task<object?> RunAsync(PhotoPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        using var photo = await photos.DecodeAsync(payload.Photo, cancellationToken);
        var made = new List<StoredPhoto>();
        foreach (var (name, paint) in new[]
        {
            ("monochrome", new SKPaint { ColorFilter = SKColorFilter.CreateColorMatrix(Monochrome) }),
            ("warm", new SKPaint { ColorFilter = SKColorFilter.CreateColorMatrix(Warm) }),
            ("soft", new SKPaint { ImageFilter = SKImageFilter.CreateBlur(6, 6) }),
        })
        {
            using (paint)
            {
                using var filtered = new SKBitmap(photo.Width, photo.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
                using (var canvas = new SKCanvas(filtered))
                {
                    canvas.DrawBitmap(photo, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), paint);
                }

                made.Add(await photos.WriteAsync($"{PhotoObjects.FolderFor(context.Id)}{name}.jpg", filtered, cancellationToken));
            }
        }

        return new { photos = made };
    }
}
