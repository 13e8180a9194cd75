using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Host.Tests.Discovery;

/// <summary>An entity whose function has the name of a method that it inherits: the worker sees two.</summary>
public sealed class AmbiguousEntity : TaskEntity<int>
{
    [Function(nameof(AmbiguousEntity))]
    public static Task RunAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<AmbiguousEntity>();
}
