namespace WorkDistribution.LocalRuntime.Engine.Tests;

/// <summary>Every test of a semantic runs in both: instances stay in memory, or are replayed at every event.</summary>
public enum EngineMode
{
    Resident,
    Replayed,
}
