namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>
/// A message that is not delivered yet. <paramref name="Due"/> is UTC ticks, 0 means now, <see cref="First"/> now and before
/// the others; timers are messages to oneself.
/// </summary>
internal readonly record struct InboxRow(long Seq, string Target, long Due, byte[] Message)
{
    /// <summary>The due time of an event that an execution carries over to the next one: it is older than what has arrived since.</summary>
    public const long First = -1;

    /// <summary>The due time of a message that a parked instance has received: it waits in the store, and is older than what arrives.</summary>
    public const long Held = -2;

    /// <summary>Its place among undelivered messages, before their numbers count.</summary>
    public int Rank => (int)Math.Max(Math.Min(Due, 0), Held);
}
