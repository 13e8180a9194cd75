using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.Functions.WorkItems.Priorities;

/// <summary>
/// Signals entities that may be out of reach, for a worker process without an engine. It says once that one is, and once that it
/// answers again.
/// </summary>
internal sealed class EntitySignals(ILogger<EntitySignals> logger)
{
    private readonly ConcurrentDictionary<EntityInstanceId, bool> _down = new();

    /// <summary>Signals an entity.</summary>
    /// <returns>False when it could not be reached; the caller keeps what it had to say for the next time.</returns>
    public async Task<bool> TrySendAsync(DurableTaskClient client, EntityInstanceId entity, string operation, object input, CancellationToken cancellationToken)
    {
        try
        {
            await client.Entities.SignalEntityAsync(entity, operation, input, options: null, cancellationToken);
            ReportUp(entity);
            return true;
        }
        catch (Exception e)
        {
            ReportDown(entity, e);
            return false;
        }
    }

    /// <summary>Reads an entity's state.</summary>
    /// <returns>The state, its default when there is no such entity yet; null when it could not be reached.</returns>
    public async Task<TState?> TryReadAsync<TState>(DurableTaskClient client, EntityInstanceId entity, CancellationToken cancellationToken)
        where TState : class, new()
    {
        try
        {
            var found = await client.Entities.GetEntityAsync<TState>(entity, includeState: true, cancellationToken);
            ReportUp(entity);
            return found?.State ?? new TState();
        }
        catch (Exception e)
        {
            ReportDown(entity, e);
            return null;
        }
    }

    private void ReportUp(EntityInstanceId entity)
    {
        if (_down.TryRemove(entity, out _))
        {
            logger.LogInformation("The entity {Entity} answers again.", entity);
        }
    }

    private void ReportDown(EntityInstanceId entity, Exception e)
    {
        if (e is not OperationCanceledException && _down.TryAdd(entity, true))
        {
            logger.LogWarning(
                "The entity {Entity} cannot be reached ({Reason}). Workers go on with what they know, and report when it answers again.", entity, e.Message);
        }
    }
}
