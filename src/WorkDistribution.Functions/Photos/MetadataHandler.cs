using SkiaSharp;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary><c>photo-metadata</c>: format, size, orientation, mean colour and a luminance histogram of 8 bins.</summary>
internal sealed class MetadataHandler(PhotoObjects photos) : IWorkHandler<PhotoPayload>
{
    private const int Bins = 8;
    private const int SampleSide = 256;

    public string? Refuse(PhotoPayload payload) => PhotoObjects.Refuse(payload.Photo);

    public async Task<object?> RunAsync(PhotoPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        var bytes = await photos.ReadAsync(payload.Photo, cancellationToken);
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw new PermanentFailureException($"'{payload.Photo}' does not hold an image.");
        using var decoded = SKBitmap.Decode(codec);
        using var sample = decoded.ScaledTo(SampleSide);

        long red = 0, green = 0, blue = 0;
        var histogram = new int[Bins];
        var pixels = sample.Pixels;
        foreach (var pixel in pixels)
        {
            red += pixel.Red;
            green += pixel.Green;
            blue += pixel.Blue;
            var luminance = ((2_126 * pixel.Red) + (7_152 * pixel.Green) + (722 * pixel.Blue)) / 10_000;
            histogram[luminance * Bins / 256]++;
        }

        return new
        {
            format = codec.EncodedFormat.ToString().ToLowerInvariant(),
            width = codec.Info.Width,
            height = codec.Info.Height,
            bytes = bytes.Length,
            orientation = codec.EncodedOrigin.ToString(),
            meanColour = $"#{red / pixels.Length:x2}{green / pixels.Length:x2}{blue / pixels.Length:x2}",
            luminance = histogram.Select(count => Math.Round((double)count / pixels.Length, 4)),
        };
    }
}
