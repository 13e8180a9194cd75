namespace WorkDistribution.Core.Capacity;

/// <summary>Amdahl's law: the sequential part of a computation bounds what more workers bring. (G. M. Amdahl, AFIPS 1967.)</summary>
public static class AmdahlLaw
{
    /// <summary>The speedup 1 / (S + (1 - S) / N).</summary>
    /// <param name="sequentialFraction">The share S of the time on one worker that cannot be parallelised, from 0 to 1.</param>
    /// <param name="workers">The number N of workers, at least 1; may be infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Speedup(double sequentialFraction, double workers)
    {
        Check(sequentialFraction);
        if (!(workers >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(workers), workers, "There is at least one worker.");
        }

        return 1 / (sequentialFraction + ((1 - sequentialFraction) / workers));
    }

    /// <summary>The least whole number of workers that gives a speedup, or null if no number does.</summary>
    /// <param name="sequentialFraction">The share of the time on one worker that cannot be parallelised, from 0 to 1.</param>
    /// <param name="speedup">The speedup wanted, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double? WorkersFor(double sequentialFraction, double speedup)
    {
        Check(sequentialFraction);
        if (!(speedup >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(speedup), speedup, "A speedup is at least 1.");
        }

        var left = (1 / speedup) - sequentialFraction;
        // Rounding must not ask for a worker too many.
        return speedup == 1 ? 1 : left > 0 ? Math.Ceiling(((1 - sequentialFraction) / left) - 1e-9) : null;
    }

    private static void Check(double sequentialFraction)
    {
        if (!(sequentialFraction >= 0 && sequentialFraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(sequentialFraction), sequentialFraction, "A fraction is from 0 to 1.");
        }
    }
}
