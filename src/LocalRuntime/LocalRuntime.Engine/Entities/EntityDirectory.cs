using System.Collections.Concurrent;
using WorkDistribution.LocalRuntime.Engine.Runtime;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>The entities that have mail, or were used lately. The others exist in the store only.</summary>
internal sealed class EntityDirectory(EngineServices services)
{
    private readonly ConcurrentDictionary<string, EntityActor> _actors = new(StringComparer.Ordinal);

    public void Post(string entityId, EntityMail mail)
    {
        while (true)
        {
            var actor = _actors.GetOrAdd(entityId, static (id, services) => new EntityActor(id, services), services);
            if (actor.TryPost(mail))
            {
                return;
            }

            Remove(actor);
        }
    }

    /// <summary>Operations that wait, as behind a lock.</summary>
    public int Backlog(string entityId) => _actors.TryGetValue(entityId, out var actor) ? actor.Backlog : 0;

    public void Remove(EntityActor actor) => _actors.TryRemove(new KeyValuePair<string, EntityActor>(actor.Id, actor));
}
