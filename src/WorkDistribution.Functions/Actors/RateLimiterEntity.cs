using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.Functions.Actors;

/// <summary>An actor that grants permits: one message at a time, so that no two callers get the last one.</summary>
internal sealed class RateLimiterEntity(TimeProvider time) : TaskEntity<RateLimiterState>
{
    /// <summary>Takes permits, if there are enough.</summary>
    /// <exception cref="ArgumentException">The request cannot be granted ever; the actor's state stays as it was.</exception>
    public AcquireAnswer Acquire(AcquireRequest request) => request is { Permits: >= 1, PerSecond: > 0 } && request.Permits <= request.Capacity
        ? State.Acquire(request, time.GetUtcNow())
        : throw new ArgumentException($"{request.Permits} permits can never be had from a bucket of {request.Capacity}.", nameof(request));

    /// <summary>Runs an operation.</summary>
    [Function(ActorFunctionNames.RateLimiter)]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<RateLimiterEntity>();
}
