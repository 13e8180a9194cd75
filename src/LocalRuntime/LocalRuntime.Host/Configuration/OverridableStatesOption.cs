namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>Which existing instances a new one with the same id may replace.</summary>
internal enum OverridableStatesOption
{
    NonRunningStates,
    AnyState,
}
