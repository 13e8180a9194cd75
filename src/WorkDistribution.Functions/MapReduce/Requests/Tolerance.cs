using System.Globalization;
using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MapReduce.Requests;

/// <summary>How many splits a job may give up and still finish: a count, or a percentage of its splits.</summary>
/// <param name="Count">A number of splits.</param>
/// <param name="Percent">0 to 100, of all splits; counts instead of <paramref name="Count"/> when it is not null.</param>
[method: JsonConstructor]
internal readonly record struct Tolerance(int Count, double? Percent = null)
{
    /// <summary>The number of splits that may fail.</summary>
    /// <param name="splits">Splits of the job.</param>
    public int Allowed(int splits) => Percent is { } percent ? (int)Math.Floor(splits * percent / 100) : Math.Min(Count, splits);

    /// <summary>Reads a percentage such as <c>5%</c> or <c>0.5%</c>.</summary>
    public static bool TryParsePercent(string text, out Tolerance tolerance)
    {
        tolerance = default;
        if (!text.EndsWith('%')
            || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            || percent is not (>= 0 and <= 100))
        {
            return false;
        }

        tolerance = new Tolerance(0, percent);
        return true;
    }
}
