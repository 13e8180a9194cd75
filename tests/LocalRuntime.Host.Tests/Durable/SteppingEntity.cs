using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>An entity that its function gives an argument.</summary>
public sealed class SteppingEntity(int step) : TaskEntity<int>
{
    public int Step() => State += step;
}
