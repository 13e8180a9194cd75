namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>The official code a scenario is compared with.</summary>
public enum Reference
{
    /// <summary>The official in-process test host: worker and client by gRPC. It knows no entities, history or rewind.</summary>
    InProcessTestHost,

    /// <summary>
    /// The dispatchers of the official core, as the official Functions extension runs them, with the official worker's
    /// contexts: entities, history and rewind.
    /// </summary>
    Core,
}
