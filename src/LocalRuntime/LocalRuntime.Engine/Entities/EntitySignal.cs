namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>A signal an operation sent. <paramref name="Due"/> is UTC ticks, 0 means now.</summary>
internal sealed record EntitySignal(string EntityId, EntityMessage Message, long Due);
