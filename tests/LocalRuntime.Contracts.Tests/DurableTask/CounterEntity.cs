using Microsoft.DurableTask.Entities;

namespace LocalRuntime.Contracts.Tests.DurableTask;

/// <summary>An entity with an operation of each shape.</summary>
internal sealed class CounterEntity : TaskEntity<int>
{
    public int Get() => State;

    public int Add(int amount) => State += amount;

    public async Task<int> AddLater(int amount)
    {
        await Task.Yield();
        return State += amount;
    }

    public async ValueTask<int> AddSoon(int amount)
    {
        await Task.Yield();
        return State += amount;
    }

    public int AddOrOne(int amount = 1) => State += amount;

    public int AddBoth(int first, int second) => State += first + second;

    public ValueTask<int> Increment() => new(++State);

    public async Task IncrementLater()
    {
        await Task.Yield();
        State++;
    }

    public ValueTask IncrementSoon()
    {
        State++;
        return default;
    }

    public void Reset() => State = 0;

    public string Describe(TaskEntityContext context, string suffix) => $"{context.Id}:{suffix}";

    public int Twice() => State *= 2;

    public int Twice(int times) => State *= 2 * times;

    public void Fail()
    {
        State = 100;
        throw new TimeoutException();
    }

    public async Task FailLater()
    {
        State = 100;
        await Task.Yield();
        throw new TimeoutException();
    }
}
