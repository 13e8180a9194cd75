namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>The orchestrator asked to begin anew when it returns. A null version keeps the present one.</summary>
internal sealed record ContinueAsNewRequest(string? Input, string? Version, bool PreserveEvents);
