using System.Globalization;

namespace WorkDistribution.Cli.Top;

/// <summary>Figures as a person reads them; a dash for what was not measured.</summary>
internal static class Figure
{
    private const string None = "-";

    /// <summary>For example <c>12.5/s</c>.</summary>
    public static string Rate(double? perSecond) => perSecond is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:#,##0.0#}/s") : None;

    /// <summary>For example <c>7.4 %</c>.</summary>
    public static string Share(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %") : None;

    /// <summary>For example <c>1,234</c>.</summary>
    public static string Count(double? count) => count is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:#,##0.#}") : None;

    /// <summary>For example <c>0.25 ms</c>, <c>12 ms</c>, <c>1.5 s</c> or <c>3:20:00</c>.</summary>
    public static string Time(double? milliseconds) => milliseconds switch
    {
        null => None,
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.##} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 120_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0#} s"),
        { } value => TimeSpan.FromMilliseconds(value).ToString(value < TimeSpan.MillisecondsPerDay ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture),
    };
}
