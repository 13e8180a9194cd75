namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>Why recovery has to look at an instance. Those that wait for messages or timers only are found by these. Stored numbers.</summary>
[Flags]
internal enum PendingWork
{
    None = 0,

    /// <summary>The execution has not taken its first turn (or was rewound and has to go on).</summary>
    Turn = 1,

    /// <summary>Activities are scheduled that have no outcome yet.</summary>
    Activities = 2,

    /// <summary>It is parked; the next start tries it again.</summary>
    Parked = 4,
}
