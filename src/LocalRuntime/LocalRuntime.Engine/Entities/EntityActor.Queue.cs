namespace WorkDistribution.LocalRuntime.Engine.Entities;

internal sealed partial class EntityActor
{
    private readonly List<EntityMail> _queue = [];

    /// <summary>What the present turn has taken from the queue.</summary>
    private readonly List<EntityMail> _taken = [];

    /// <summary>Messages that wait, as behind a lock.</summary>
    public int Backlog { get; private set; }

    /// <summary>Adds what has arrived; locks that are given back are so at once.</summary>
    private void Enqueue(List<EntityMail> mail, EntityTurn turn)
    {
        foreach (var item in mail)
        {
            if (item.Message.Kind is EntityMessageKind.Delete or EntityMessageKind.Release && !item.TryTake())
            {
                continue;
            }

            if (item.Message.Kind == EntityMessageKind.Delete)
            {
                turn.Consume(item);
                turn.Delete();
                continue;
            }

            if (item.Message.Kind != EntityMessageKind.Release)
            {
                _queue.Add(item);
                continue;
            }

            turn.Consume(item);
            turn.Release(item.Message);

            // The section may have been left before it was entered here.
            foreach (var request in _queue.FindAll(queued => queued.Message.Kind == EntityMessageKind.Lock
                && queued.Message.LockId == item.Message.LockId && EntityTurn.IsOf(item.Message, queued.Message.CallerExecution)))
            {
                turn.Consume(request);
                _queue.Remove(request);
                _taken.Add(request);
            }
        }
    }

    /// <summary>The operations that can run now: the lock holder's, or all up to the next lock request.</summary>
    private List<EntityMail> TakeBatch(EntityTurn turn)
    {
        var most = services.Options.MaxEntityOperationBatchSize;
        List<EntityMail> batch = [];
        if (turn.Row.LockedBy is null)
        {
            var taken = 0;
            while (batch.Count < most && taken < _queue.Count && _queue[taken].Message.Kind != EntityMessageKind.Lock)
            {
                if (_queue[taken].TryTake())
                {
                    batch.Add(_queue[taken]);
                }

                taken++;
            }

            _queue.RemoveRange(0, taken);
            _taken.AddRange(batch);
            return batch;
        }

        foreach (var item in _queue)
        {
            if (batch.Count < most && IsHolders(item, turn.Row) && item.TryTake())
            {
                batch.Add(item);
            }
        }

        var running = batch.ToHashSet();
        _queue.RemoveAll(running.Contains);
        _taken.AddRange(batch);
        return batch;
    }

    private bool HasWork() => _row.LockedBy is null ? _queue.Count > 0 : _queue.Exists(item => IsHolders(item, _row));

    private static bool IsHolders(EntityMail item, Storage.EntityRow row) =>
        item.Message.Kind is EntityMessageKind.Call or EntityMessageKind.Signal
        && item.Message.CallerId == row.LockedBy
        && item.Message.CallerExecution == row.LockedByExecution;

    /// <summary>Gives the lock to the next who asks for it, if it is free and they are still there.</summary>
    private async Task GrantLockAsync(EntityTurn turn)
    {
        while (turn.Row.LockedBy is null && _queue is [{ Message.Kind: EntityMessageKind.Lock } request, ..])
        {
            // Its release may have come here before the request did; only the state of the one who asks is sure.
            var owner = await services.Store.FindInstanceAsync(request.Message.CallerId!, withInput: false);
            _queue.RemoveAt(0);
            _taken.Add(request);
            turn.Consume(request);
            if (owner is { IsFinished: false } && owner.Execution == request.Message.CallerExecution)
            {
                turn.Lock(request.Message);
            }
            else
            {
                turn.Refuse(request.Message);
            }
        }
    }
}
