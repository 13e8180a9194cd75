namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>Figures as clients read them: rounded, and null rather than a number that says nothing.</summary>
internal static class Figures
{
    private const int Decimals = 4;

    /// <summary>A figure without meaningless decimals.</summary>
    public static double? Round(double? value) => value is { } number ? Math.Round(number, Decimals) : null;

    /// <summary>A part of a whole, 0 to 1; null when there is no whole.</summary>
    public static double? Ratio(double part, double whole) => whole > 0 ? Math.Round(Math.Clamp(part / whole, 0, 1), Decimals) : null;
}
