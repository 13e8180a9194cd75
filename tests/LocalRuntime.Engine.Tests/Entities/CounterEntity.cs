using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Entities;

public sealed class CounterEntity : TaskEntity<Counter>
{
    public void Add(int amount) => State.Value += amount;

    public int Get() => State.Value;

    public void AddAndThrow(int amount)
    {
        State.Value += amount;
        Context.SignalEntity(new EntityInstanceId("counter", "other"), "add", 1);
        throw new InvalidOperationException("no");
    }

    public void Forward(string instanceId)
    {
        Context.SignalEntity(new EntityInstanceId("counter", "other"), "add", 1);
        Context.ScheduleNewOrchestration("Started", "hello", new StartOrchestrationOptions(instanceId));
    }
}
