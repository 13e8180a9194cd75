using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace SampleFunctionApp;

/// <summary>An entity class with a service, dispatched by its function.</summary>
public sealed class CounterEntity(IGreeter greeter) : TaskEntity<int>
{
    public int Add(int amount) => State += amount;

    public int Get() => State;

    public string Hello() => greeter.Greet("counter");

    [Function("Counter")]
    public static Task Run([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<CounterEntity>();
}
