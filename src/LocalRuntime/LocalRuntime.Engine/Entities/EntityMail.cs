namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>A message for an entity, with its inbox row (0 if it is not stored) and who waits for it to be durable.</summary>
internal sealed class EntityMail(EntityMessage message, TaskCompletionSource? ack = null)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private int _state;

    public EntityMessage Message { get; } = message;

    public long Seq { get; set; }

    public bool IsWithdrawn => Volatile.Read(ref _state) == Withdrawn;

    public void Acknowledge() => ack?.TrySetResult();

    public void Refuse(Exception exception) => ack?.TrySetException(exception);

    /// <summary>Takes it up. False if it was withdrawn: then its sender knows that it is not done.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) != Withdrawn;

    /// <summary>
    /// The row of that number could not be stored. Unless it is taken up already, the sender is told so, rather than that it
    /// waits behind what comes later.
    /// </summary>
    public void Withdraw(long seq, Exception exception)
    {
        var isWithdrawn = Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

        // After the above, so that nobody stores it again who does not see that it is withdrawn.
        if (Seq == seq)
        {
            Seq = 0;
        }

        if (isWithdrawn)
        {
            Refuse(exception);
        }
    }
}
