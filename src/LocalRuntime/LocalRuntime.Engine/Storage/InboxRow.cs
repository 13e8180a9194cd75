namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>
/// A message that is not delivered yet. <paramref name="Due"/> is UTC ticks, 0 means now, <see cref="First"/> now and before
/// the others; timers are messages to oneself.
/// </summary>
internal readonly record struct InboxRow(long Seq, string Target, long Due, byte[] Message)
{
    /// <summary>The due time of an event that an execution carries over to the next one: it is older than what has arrived since.</summary>
    public const long First = -1;
}
