using SkiaSharp;

namespace WorkDistribution.Functions.Photos;

/// <summary>Scales bitmaps.</summary>
internal static class Scaling
{
    /// <summary>A copy whose longer side has at most <paramref name="maxSide"/> pixels.</summary>
    public static SKBitmap ScaledTo(this SKBitmap bitmap, double maxSide)
    {
        var factor = Math.Min(1, maxSide / Math.Max(bitmap.Width, bitmap.Height));
        var size = new SKSizeI(Math.Max(1, (int)(bitmap.Width * factor)), Math.Max(1, (int)(bitmap.Height * factor)));
        return bitmap.Resize(size, new SKSamplingOptions(SKCubicResampler.Mitchell))
            ?? throw new InvalidOperationException($"A bitmap of {bitmap.Width} × {bitmap.Height} pixels could not be scaled.");
    }
}
