namespace WorkDistribution.Core.Balancing;

/// <summary>How an attempt to steal ended.</summary>
public enum StealOutcome
{
    /// <summary>There was nothing to steal.</summary>
    Empty,

    /// <summary>Another took the item meanwhile; trying again is worth it.</summary>
    Lost,

    /// <summary>The item is the thief's.</summary>
    Stolen,
}
