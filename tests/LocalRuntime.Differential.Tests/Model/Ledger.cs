using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>An entity class with every kind of operation; another method of the same name in other case shows the dispatch.</summary>
public sealed class Ledger : TaskEntity<LedgerState>
{
    public int Add(int amount) => State.Total += amount;

    public LedgerState Get() => State;

    public async Task<string> AddLater(int amount)
    {
        await Task.Yield();
        State.Total += amount;
        return $"total {State.Total}";
    }

    public void AddAndThrow(int amount)
    {
        State.Total += amount;
        Context.SignalEntity(new EntityInstanceId(Context.Id.Name, "side-effect"), nameof(Add), 1);
        throw new InvalidOperationException($"cannot add {amount}", new FormatException("the cause"));
    }

    public string Who(TaskEntityContext context) => $"{context.Id.Name} {context.Id.Key} {Context.Id}";

    public void Forward(string key) => Context.SignalEntity(new EntityInstanceId(Context.Id.Name, key), nameof(Add), State.Total);

    public string Start(string instanceId) =>
        Context.ScheduleNewOrchestration("StartedByEntity", State.Total, new StartOrchestrationOptions(instanceId));

    public void Clear() => State = null!;

    protected override LedgerState InitializeState(TaskEntityOperation entityOperation) => new() { Opened = entityOperation.Name };
}
