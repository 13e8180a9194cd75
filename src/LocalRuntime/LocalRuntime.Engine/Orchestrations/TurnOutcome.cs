namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>How a turn left the orchestration.</summary>
internal enum TurnOutcome
{
    Waiting,
    Completed,
    Failed,
    Terminated,
    ContinuedAsNew,
}
