namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>An entity as it is stored. <paramref name="LockedBy"/> is the instance that holds it, <paramref name="LockId"/> the critical section.</summary>
internal sealed record EntityRow(string Id, string? State, string? LockedBy, long LockedByExecution, string? LockId, long Modified)
{
    public bool IsEmpty => State is null && LockedBy is null;
}
