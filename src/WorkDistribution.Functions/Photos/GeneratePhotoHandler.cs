using SkiaSharp;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary><c>photo-generate</c>: draws a picture with the detail of a photo, as JPEG: what an upload would bring.</summary>
internal sealed class GeneratePhotoHandler(PhotoObjects photos) : IWorkHandler<GeneratePhotoPayload>
{
    private const int MinSide = 64;
    private const int MaxSide = 8_192;

    public string? Refuse(GeneratePhotoPayload payload) =>
        payload.Width is >= MinSide and <= MaxSide && payload.Height is >= MinSide and <= MaxSide
            ? null
            : $"width and height must be from {MinSide} to {MaxSide} pixels.";

    public async Task<object?> RunAsync(GeneratePhotoPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        if (Refuse(payload) is { } reason)
        {
            throw new PermanentFailureException(reason);
        }

        using var bitmap = new SKBitmap(payload.Width, payload.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            Draw(canvas, payload, new Random(payload.Seed));
        }

        return await photos.WriteAsync(PhotoObjects.FolderFor(context.Id) + "original.jpg", bitmap, cancellationToken);
    }

    private static void Draw(SKCanvas canvas, GeneratePhotoPayload size, Random random)
    {
        using var sky = SKShader.CreateLinearGradient(
            new SKPoint(0, 0), new SKPoint(0, size.Height), [new SKColor(40, 90, 170), new SKColor(250, 190, 120)], SKShaderTileMode.Clamp);
        using var background = new SKPaint { Shader = sky };
        canvas.DrawRect(0, 0, size.Width, size.Height, background);
        for (var i = 0; i < 400; i++)
        {
            using var paint = new SKPaint
            {
                Color = new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(40, 200)),
                IsAntialias = true,
            };
            canvas.DrawCircle(
                (float)(random.NextDouble() * size.Width), (float)(random.NextDouble() * size.Height), (float)(random.NextDouble() * size.Width / 12), paint);
        }
    }
}
