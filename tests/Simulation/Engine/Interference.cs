namespace WorkDistribution.Simulation.Engine;

/// <summary>How often, for each piece of work, an operator meddles with what runs: chances, 0 to 1.</summary>
internal sealed record Interference
{
    /// <summary>Suspends or resumes some instance.</summary>
    public double Switches { get; init; }

    /// <summary>Stops the engine in good order and starts it again.</summary>
    public double Stops { get; init; }

    /// <summary>Stops that are left; without a bound a run might never end.</summary>
    public int MaxStops { get; init; }

    /// <summary>The memory budget of the engine, in bytes; null means the default.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>The interference of a seed.</summary>
    public static Interference Of(Random random)
    {
        double[] rates = [0, 0, 0.002, 0.02];
        long?[] budgets = [null, null, 1, 15_000];
        return new Interference
        {
            Switches = rates[random.Next(rates.Length)],
            Stops = rates[random.Next(rates.Length)],
            MaxStops = random.Next(1, 5),
            ResidentBytes = budgets[random.Next(budgets.Length)],
        };
    }
}
