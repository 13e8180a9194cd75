using WorkDistribution.LocalRuntime.Engine.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Something for an orchestration instance to deal with.</summary>
internal abstract class InstanceMail
{
    /// <summary>Its inbox row, or 0 if it is not stored: then its sender has not been answered, or can produce it again.</summary>
    public long Seq { get; set; }

    /// <summary>Tells the sender that it was not done.</summary>
    public abstract void Refuse(Exception exception);
}

/// <summary>An event to apply.</summary>
internal sealed class EventMail(HistoryEvent e, TaskCompletionSource? ack = null) : InstanceMail
{
    public HistoryEvent Event { get; } = e;

    /// <summary>Whether it is stored as held for a parked instance.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Answered when what came of the event is durable.</summary>
    public TaskCompletionSource? Ack { get; private set; } = ack;

    public void Acknowledge() => Ack?.TrySetResult();

    /// <summary>Answers the sender now, because the message is stored.</summary>
    public void AcknowledgeEarly()
    {
        Ack?.TrySetResult();
        Ack = null;
    }

    public override void Refuse(Exception exception) => Ack?.TrySetException(exception);
}

/// <summary>A turn is due although no event arrived: a first turn, or one after a rewind.</summary>
internal sealed class WakeMail(InstanceRow? created = null) : InstanceMail
{
    /// <summary>The row, if the instance has just been created.</summary>
    public InstanceRow? Created { get; } = created;

    /// <summary>Whether a turn is to be tried even if none seems to be due.</summary>
    public bool IsForced { get; init; }

    public override void Refuse(Exception exception)
    {
        // Nobody waits for it; recovery finds the instance again.
    }
}

/// <summary>The orchestrator's code was found to have left its thread, maybe by an executor that has left memory since.</summary>
internal sealed class IllegalAwaitMail(long execution) : InstanceMail
{
    public long Execution { get; } = execution;

    public override void Refuse(Exception exception)
    {
        // Nobody waits for it.
    }
}

/// <summary>A client's request that needs the instance to itself.</summary>
internal abstract class RequestMail<T> : InstanceMail
{
    public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Refuse(Exception exception) => Answer.TrySetException(exception);
}

/// <summary>Start an instance. <paramref name="reuse"/> says whether one that exists is replaced.</summary>
internal sealed class StartMail(HistoryEvent start, ReusePolicy reuse, bool isFresh) : RequestMail<string>
{
    public HistoryEvent Start { get; } = start;

    public ReusePolicy Reuse { get; } = reuse;

    /// <summary>Whether the id was just made, so that no instance of it can exist.</summary>
    public bool IsFresh { get; } = isFresh;
}

/// <summary>Run a failed instance again from where it failed.</summary>
internal sealed class RewindMail(string reason) : RequestMail<bool>
{
    public string Reason { get; } = reason;
}

/// <summary>Delete a finished instance. <paramref name="known"/> is its row, if it was read just now and found finished.</summary>
internal sealed class PurgeMail(InstanceRow? known) : RequestMail<int>
{
    public InstanceRow? Known { get; } = known;
}
