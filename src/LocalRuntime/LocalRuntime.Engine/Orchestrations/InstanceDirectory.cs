using System.Collections.Concurrent;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>The instances that are in memory or have mail. Everybody else exists in the store only.</summary>
internal sealed class InstanceDirectory(EngineServices services)
{
    private readonly ConcurrentDictionary<string, InstanceActor> _actors = new(StringComparer.Ordinal);

    public int Count => _actors.Count;

    public void Post(string instanceId, InstanceMail mail)
    {
        while (true)
        {
            var actor = _actors.GetOrAdd(instanceId, static (id, services) => new InstanceActor(id, services), services);
            if (actor.TryPost(mail))
            {
                return;
            }

            Remove(actor);
        }
    }

    /// <summary>Lets an instance take the turn it is due, at its start time if that lies ahead.</summary>
    public void Wake(InstanceRow row)
    {
        if (row.StartAt <= services.NowTicks)
        {
            Post(row.Id, new WakeMail(row));
        }
        else
        {
            services.Timers.Add(row.StartAt, () => Post(row.Id, new WakeMail()));
        }
    }

    /// <summary>As <see cref="Wake"/>, for a row that was read without its input.</summary>
    public void WakeStored(InstanceRow row)
    {
        if (row.StartAt <= services.NowTicks)
        {
            Post(row.Id, new WakeMail());
        }
        else
        {
            services.Timers.Add(row.StartAt, () => Post(row.Id, new WakeMail()));
        }
    }

    public void Remove(InstanceActor actor) => _actors.TryRemove(new KeyValuePair<string, InstanceActor>(actor.Id, actor));
}
