namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>Which existing instances a start with the same instance id replaces.</summary>
public enum OverridableExistingInstanceStates
{
    /// <summary>Only those that have ended; a start over a running one is refused. The default.</summary>
    NonRunningStates,

    /// <summary>Any: one that still runs is terminated and replaced.</summary>
    AnyState,
}
