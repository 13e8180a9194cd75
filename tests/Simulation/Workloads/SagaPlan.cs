namespace WorkDistribution.Simulation.Workloads;

/// <summary>How many steps a saga has, and which of them fails; one past the last means none.</summary>
internal sealed record SagaPlan(int Steps, int FailsAt)
{
    public bool Fails => FailsAt <= Steps;

    public static SagaPlan Of(Random random)
    {
        var steps = random.Next(1, 7);
        return new SagaPlan(steps, random.Next(1, steps + 2));
    }
}
