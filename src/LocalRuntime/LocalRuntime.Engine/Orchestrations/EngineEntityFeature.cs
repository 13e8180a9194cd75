using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Entities as an orchestrator sees them, with the official rules of critical sections.</summary>
internal sealed class EngineEntityFeature(EngineOrchestrationContext context, DataConverter converter) : TaskOrchestrationEntityFeature
{
    private readonly HashSet<EntityInstanceId> _available = [];
    private string? _lockId;
    private IReadOnlyList<EntityInstanceId> _locked = [];
    private bool _acquiring;

    public bool IsInside => _lockId is not null;

    public override async Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        converter.Deserialize<TResult>(await CallAsync(id, operationName, input))!;

    public override async Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        _ = await CallAsync(id, operationName, input);

    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        context.Executor.EnsureOnTurn();
        EnsureSet(id);
        if (IsInside && _locked.Contains(id))
        {
            throw new InvalidOperationException("Must not signal a locked entity from a critical section.");
        }

        context.Executor.SignalEntity(id.ToString(), operationName, converter.Serialize(input), options?.SignalTime?.UtcTicks ?? 0);
        return Task.CompletedTask;
    }

    public override async Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        context.Executor.EnsureOnTurn();
        ArgumentNullException.ThrowIfNull(entityIds);

        // One order for everybody, so that no two critical sections wait for each other.
        EntityInstanceId[] entities = [.. entityIds.Distinct().OrderBy(id => id.Name, StringComparer.Ordinal).ThenBy(id => id.Key, StringComparer.Ordinal)];
        foreach (var id in entities)
        {
            // As officially: the core's type of ids names it so.
            ArgumentNullException.ThrowIfNull(id.Name, "name");
        }

        if (entities.Length == 0)
        {
            throw new ArgumentException("The list of entities to lock must not be empty.", nameof(entityIds));
        }

        if (IsInside)
        {
            throw new InvalidOperationException("Must not enter another critical section from within a critical section.");
        }

        var (granted, lockId) = context.Executor.LockEntities([.. entities.Select(id => id.ToString())]);
        _lockId = lockId;
        _locked = entities;
        _acquiring = true;
        await granted;
        _acquiring = false;
        _available.UnionWith(entities);
        return new CriticalSection(this, lockId);
    }

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        context.Executor.EnsureOnTurn();
        entityIds = IsInside ? [.. _available] : [];
        return IsInside;
    }

    /// <summary>Gives the locks back, if any are held or asked for.</summary>
    public void LeaveCriticalSection(string? onlyIf = null)
    {
        if (_lockId is not { } lockId || (onlyIf is not null && onlyIf != lockId))
        {
            return;
        }

        context.Executor.UnlockEntities(lockId, [.. _locked.Select(id => id.ToString())]);
        _lockId = null;
        _locked = [];
        _acquiring = false;
        _available.Clear();
    }

    private async Task<string?> CallAsync(EntityInstanceId id, string operationName, object? input)
    {
        context.Executor.EnsureOnTurn();
        EnsureSet(id);
        EnsureMayCall(id);
        var reply = await context.Executor.CallEntity(id.ToString(), operationName, converter.Serialize(input));
        if (IsInside && _locked.Contains(id))
        {
            _available.Add(id);
        }

        return reply.Failure is { } failure
            ? throw new EntityOperationFailedException(id, operationName, Failures.Details(failure))
            : reply.Payload;
    }

    private void EnsureMayCall(EntityInstanceId id)
    {
        if (!IsInside || _available.Remove(id))
        {
            return;
        }

        if (_acquiring)
        {
            throw new InvalidOperationException("Must await the completion of the lock request prior to calling any entity.");
        }

        throw new InvalidOperationException(_locked.Contains(id)
            ? "Must not call an entity from a critical section while a prior call to the same entity is still pending."
            : "Must not call an entity from a critical section if it is not one of the locked entities.");
    }

    private static void EnsureSet(EntityInstanceId id)
    {
        if (id == default)
        {
            throw new ArgumentException("The entity id is not set.", nameof(id));
        }
    }

    private sealed class CriticalSection(EngineEntityFeature feature, string lockId) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            feature.LeaveCriticalSection(lockId);
            return default;
        }
    }
}
