namespace WorkDistribution.Simulation.Engine;

/// <summary>What becomes of a store operation.</summary>
internal enum Fault
{
    None,

    /// <summary>The process ends before the operation takes effect.</summary>
    CrashBefore,

    /// <summary>The process ends after the operation took effect, before anyone learns of it.</summary>
    CrashAfter,

    /// <summary>The store is unavailable; nothing is changed.</summary>
    Refusal,

    /// <summary>One step of a commit is refused for good; the others can be committed without it.</summary>
    Rejection,
}
