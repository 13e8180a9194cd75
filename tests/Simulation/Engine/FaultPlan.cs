namespace WorkDistribution.Simulation.Engine;

/// <summary>Which store operations end in a crash or in a refusal. Operations are counted over the whole run, from 1.</summary>
internal sealed class FaultPlan(Random random)
{
    /// <summary>Crashes that are left; without a bound a run might never end.</summary>
    public int Crashes { get; set; }

    /// <summary>The chance of a crash at an operation, 0 to 1.</summary>
    public double CrashRate { get; init; }

    /// <summary>The chance that the store is unavailable for an operation, 0 to 1.</summary>
    public double RefusalRate { get; init; }

    /// <summary>Steps that may still be refused for good.</summary>
    public int Rejections { get; set; }

    /// <summary>The chance that a step of a commit is refused for good, 0 to 1.</summary>
    public double RejectionRate { get; init; }

    /// <summary>The chance that a commit takes its time, 0 to 1.</summary>
    public double DelayRate { get; init; }

    /// <summary>The chance that a read takes its turn among the other work, 0 to 1.</summary>
    public double SlowReadRate { get; init; }

    /// <summary>The one operation that crashes before it takes effect, or null.</summary>
    public int? CrashBefore { get; init; }

    /// <summary>The one operation that crashes after it took effect, or null.</summary>
    public int? CrashAfter { get; init; }

    /// <summary>The one operation that is refused, or null.</summary>
    public int? Refuse { get; init; }

    /// <summary>The one operation of which a step is refused for good, if it is a commit, or null.</summary>
    public int? Reject { get; init; }

    /// <summary>Steps that were refused for good.</summary>
    public int Rejected { get; private set; }

    public int Operations { get; private set; }

    /// <summary>The plan of a seed.</summary>
    public static FaultPlan Of(Random random)
    {
        double[] rates = [0.002, 0.01, 0.03, 0.1];
        return new FaultPlan(random)
        {
            Crashes = random.Next(0, 8),
            CrashRate = rates[random.Next(rates.Length)],
            RefusalRate = random.Next(3) == 0 ? 0.03 : 0,
            DelayRate = random.Next(2) == 0 ? 0.1 : 0.5,
            SlowReadRate = random.Next(2) * 0.5,
            Rejections = random.Next(3) == 0 ? random.Next(1, 4) : 0,
            RejectionRate = 0.05,
        };
    }

    /// <summary>What becomes of the next commit.</summary>
    public Fault NextCommit()
    {
        var fault = Next();
        if (fault == Fault.None && (Reject == Operations || (Rejections > 0 && Chance(RejectionRate))))
        {
            Rejections--;
            Rejected++;
            return Fault.Rejection;
        }

        return fault;
    }

    /// <summary>What becomes of the next operation.</summary>
    public Fault Next()
    {
        Operations++;
        if (CrashBefore == Operations)
        {
            return Fault.CrashBefore;
        }

        if (CrashAfter == Operations)
        {
            return Fault.CrashAfter;
        }

        if (Refuse == Operations || Chance(RefusalRate))
        {
            return Fault.Refusal;
        }

        if (Crashes > 0 && Chance(CrashRate))
        {
            Crashes--;
            return random.Next(2) == 0 ? Fault.CrashBefore : Fault.CrashAfter;
        }

        return Fault.None;
    }

    public bool IsDelayed() => Chance(DelayRate);

    public bool IsSlowRead() => Chance(SlowReadRate);

    private bool Chance(double rate) => rate > 0 && random.NextDouble() < rate;
}
