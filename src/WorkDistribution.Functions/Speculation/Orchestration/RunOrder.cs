namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Input of the run activity.</summary>
/// <param name="Speculation">The orchestration's id.</param>
/// <param name="Run">A name of this run within it: its cancellation is called by it.</param>
/// <param name="Work">What is to be done.</param>
/// <param name="TimeoutSeconds">Seconds it may take.</param>
internal sealed record RunOrder(string Speculation, string Run, WorkOrder Work, int TimeoutSeconds);
