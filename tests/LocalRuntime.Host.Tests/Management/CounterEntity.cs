using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Host.Tests.Management;

public sealed class CounterEntity : TaskEntity<int>
{
    public void Add(int amount) => State += amount;
}
