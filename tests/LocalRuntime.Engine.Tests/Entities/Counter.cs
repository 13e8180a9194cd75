namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

public sealed class Counter
{
    public int Value { get; set; }
}
