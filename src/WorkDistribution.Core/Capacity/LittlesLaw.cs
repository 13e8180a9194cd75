namespace WorkDistribution.Core.Capacity;

/// <summary>
/// Little's law, L = λW: over a span of time in which a system begins and ends empty, or that is long against the time anything spends in
/// it, the mean number in the system is the rate of arrivals times the mean time in the system, whatever the distributions and the order
/// of service are. Two of the three give the third. (J. D. C. Little, Operations Research 9, 1961.)
/// </summary>
public static class LittlesLaw
{
    /// <summary>The mean number in the system, L = λW.</summary>
    /// <param name="arrivalsPerSecond">The rate λ, from 0.</param>
    /// <param name="seconds">The mean time W in the system, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative or not a finite number.</exception>
    public static double Number(double arrivalsPerSecond, double seconds)
    {
        Check(arrivalsPerSecond, nameof(arrivalsPerSecond));
        Check(seconds, nameof(seconds));
        return arrivalsPerSecond * seconds;
    }

    /// <summary>The mean time in the system, W = L / λ, in seconds; null when nothing arrives, since then it may be anything.</summary>
    /// <param name="number">The mean number L in the system, from 0.</param>
    /// <param name="arrivalsPerSecond">The rate λ, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative or not a finite number.</exception>
    public static double? Seconds(double number, double arrivalsPerSecond)
    {
        Check(number, nameof(number));
        Check(arrivalsPerSecond, nameof(arrivalsPerSecond));
        return arrivalsPerSecond == 0 ? null : number / arrivalsPerSecond;
    }

    /// <summary>The rate of arrivals a second, λ = L / W, that keeps so many in the system; null when nothing stays for any time.</summary>
    /// <param name="number">The mean number L in the system, from 0.</param>
    /// <param name="seconds">The mean time W in the system, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative or not a finite number.</exception>
    public static double? ArrivalsPerSecond(double number, double seconds)
    {
        Check(number, nameof(number));
        Check(seconds, nameof(seconds));
        return seconds == 0 ? null : number / seconds;
    }

    private static void Check(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "It is a finite number from 0.");
        }
    }
}
