namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>A message that is not delivered yet. <paramref name="Due"/> is UTC ticks, 0 means now; timers are messages to oneself.</summary>
internal readonly record struct InboxRow(long Seq, string Target, long Due, byte[] Message);
