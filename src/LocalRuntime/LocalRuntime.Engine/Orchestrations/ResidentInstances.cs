namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// Keeps the idle instances in memory under a budget: the least recently used leave first. Sizes are estimates, made
/// from what an instance holds on to.
/// </summary>
internal sealed class ResidentInstances(long budgetBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<InstanceActor> _byUse = new();
    private long _budgetBytes = budgetBytes;
    private long _bytes;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byUse.Count;
            }
        }
    }

    /// <summary>What they are estimated to take.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Sets another budget, even one that no two instances fit in. For tests.</summary>
    public void Limit(long bytes) => _budgetBytes = bytes;

    /// <summary>Notes that the actor was used and how large it is, and makes others leave if the budget is exceeded.</summary>
    public void Use(InstanceActor actor, long bytes)
    {
        List<InstanceActor>? leaving = null;
        lock (_gate)
        {
            var node = actor.ResidentNode ??= new LinkedListNode<InstanceActor>(actor);
            if (node.List is not null)
            {
                _byUse.Remove(node);
                _bytes -= actor.ResidentBytes;
            }

            _byUse.AddLast(node);
            _bytes += bytes;
            actor.ResidentBytes = bytes;
            for (var oldest = _byUse.First; _bytes > _budgetBytes && oldest is not null && oldest != node;)
            {
                var next = oldest.Next;
                Drop(oldest);
                (leaving ??= []).Add(oldest.Value);
                oldest = next;
            }
        }

        foreach (var other in leaving ?? [])
        {
            other.Evict();
        }
    }

    public void Forget(InstanceActor actor)
    {
        lock (_gate)
        {
            if (actor.ResidentNode is { List: not null } node)
            {
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<InstanceActor> node)
    {
        _byUse.Remove(node);
        _bytes -= node.Value.ResidentBytes;
    }
}
