namespace WorkDistribution.LocalRuntime.Engine.Scheduling;

/// <summary>
/// Someone with a mailbox who processes it one turn at a time. A turn lasts until its step is committed; what arrives
/// meanwhile is taken together in the next one.
/// </summary>
internal abstract class Actor<TMail>(BoundedRunner runner) : IRunnable
{
    private readonly Lock _gate = new();
    private List<TMail> _mail = [];
    private ActorState _state = ActorState.Idle;

    /// <summary>Adds mail. False means that the actor has left: another one has to be asked.</summary>
    public bool TryPost(TMail mail)
    {
        lock (_gate)
        {
            if (_state == ActorState.Gone)
            {
                return false;
            }

            Arriving(mail);
            _mail.Add(mail);
            if (_state != ActorState.Idle)
            {
                return true;
            }

            _state = ActorState.Scheduled;
        }

        runner.Enqueue(this);
        return true;
    }

    public async Task RunAsync()
    {
        List<TMail> mail;
        lock (_gate)
        {
            _state = ActorState.Busy;
            mail = _mail;
            _mail = [];
        }

        try
        {
            await ProcessAsync(mail);
        }
        catch (Exception e)
        {
            ProcessingFailed(e, mail);
        }
    }

    /// <summary>Leaves if idle, so that the memory can be given back.</summary>
    public bool TryLeave()
    {
        lock (_gate)
        {
            if (_state != ActorState.Idle)
            {
                return false;
            }

            _state = ActorState.Gone;
            return true;
        }
    }

    /// <summary>Called for each mail as it arrives, under the actor's lock.</summary>
    protected virtual void Arriving(TMail mail)
    {
    }

    /// <summary>Takes a turn. It ends with <see cref="Release"/>, at once or when its step is committed.</summary>
    protected abstract Task ProcessAsync(List<TMail> mail);

    /// <summary>A turn threw: a read failed, or the engine has a bug. Must end with <see cref="Release"/>.</summary>
    protected abstract void ProcessingFailed(Exception exception, List<TMail> mail);

    /// <summary>Puts mail back before everything that has arrived since.</summary>
    protected void PutBack(IReadOnlyCollection<TMail> mail)
    {
        if (mail.Count > 0)
        {
            lock (_gate)
            {
                _mail.InsertRange(0, mail);
            }
        }
    }

    /// <summary>Looks at the mail that waits, under the actor's lock.</summary>
    protected void VisitWaiting(Action<IReadOnlyList<TMail>> visit)
    {
        lock (_gate)
        {
            visit(_mail);
        }
    }

    /// <summary>Ends the turn. True means that the actor has left, which it does only if told to and no mail waits.</summary>
    /// <param name="leave">Whether there is no reason to stay in memory.</param>
    /// <param name="again">Whether another turn is due although no mail has arrived.</param>
    protected bool Release(bool leave, bool again = false)
    {
        lock (_gate)
        {
            if (_mail.Count == 0 && !again)
            {
                _state = leave ? ActorState.Gone : ActorState.Idle;
                return leave;
            }

            _state = ActorState.Scheduled;
        }

        runner.Enqueue(this);
        return false;
    }

    private enum ActorState
    {
        Idle,
        Scheduled,
        Busy,
        Gone,
    }
}
