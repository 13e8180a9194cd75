using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace BenchmarkApp;

/// <summary>An entity that adds up what it is sent.</summary>
public sealed class Counter : TaskEntity<int>
{
    public void Add(int amount) => State += amount;

    [Function(nameof(Counter))]
    public static Task Run([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();
}
