namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>What an entity is asked. Stored numbers.</summary>
internal enum EntityMessageKind : byte
{
    Signal = 1,
    Call = 2,
    Lock = 3,
    Release = 4,

    /// <summary>The client purges the entity: its state and its lock go.</summary>
    Delete = 5,
}
