using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>Reads sizes of chunks as people write them.</summary>
internal static class ChunkSize
{
    private static readonly (string Suffix, long Factor)[] ByteUnits =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ];

    private static readonly (string Suffix, long Factor)[] SecondUnits = [("min", 60), ("s", 1)];

    /// <summary>Reads a size: <c>1048576</c>, <c>1MiB</c> or <c>1.5 MB</c> for bytes; <c>10</c>, <c>2.5s</c> or <c>1min</c> for seconds.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="unit">What it counts.</param>
    /// <param name="size">The size in that unit: whole bytes, or seconds.</param>
    /// <param name="problem">What is wrong, if something is.</param>
    public static bool TryParse(string text, ChunkUnit unit, out double size, [NotNullWhen(false)] out string? problem)
    {
        var (units, min, max, example) = unit == ChunkUnit.Bytes
            ? (ByteUnits, EncodingLimits.MinChunkBytes, (double)EncodingLimits.MaxChunkBytes, "1048576 or 1MiB")
            : (SecondUnits, EncodingLimits.MinChunkSeconds, EncodingLimits.MaxChunkSeconds, "10 or 10s");
        var number = text.Trim();
        long factor = 1;
        foreach (var (suffix, value) in units)
        {
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^suffix.Length].TrimEnd();
                factor = value;
                break;
            }
        }

        problem = null;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out size) || !double.IsFinite(size))
        {
            problem = $"must be a size in {Name(unit)}, for example {example}, not '{text}'.";
            return false;
        }

        size *= factor;
        if (unit == ChunkUnit.Bytes && size != Math.Floor(size))
        {
            problem = $"must be a whole number of bytes, for example {example}, not '{text}'.";
        }
        else if (!(size >= min && size <= max))
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"must be from {min} to {max} {Name(unit)}, not '{text}'.");
        }

        return problem is null;
    }

    private static string Name(ChunkUnit unit) => unit == ChunkUnit.Bytes ? "bytes" : "seconds";
}
