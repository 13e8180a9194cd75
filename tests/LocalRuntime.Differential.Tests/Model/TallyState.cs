namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>The state of a <see cref="Tally"/>, with its operations.</summary>
public sealed class TallyState
{
    public int Count { get; set; }

    public int Increase(int by) => Count += by;
}
