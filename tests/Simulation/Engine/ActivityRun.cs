namespace WorkDistribution.Simulation.Engine;

/// <summary>One run of an activity, in one life of the process.</summary>
internal sealed record ActivityRun(int Life, string InstanceId, string Activity, string Argument);
