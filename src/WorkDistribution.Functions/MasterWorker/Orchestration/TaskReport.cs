namespace WorkDistribution.Functions.MasterWorker.Orchestration;

/// <summary>What a worker reports of an attempt. The result itself lies in the object store.</summary>
/// <param name="Batch">The master's id.</param>
/// <param name="Index">Which task.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Error">Why it failed; null when it succeeded.</param>
/// <param name="Permanent">Whether trying again cannot help.</param>
internal sealed record TaskReport(string Batch, int Index, int Attempt, string? Error = null, bool Permanent = false);
