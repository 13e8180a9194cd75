namespace WorkDistribution.Cli.Top;

/// <summary>Stealing in the pools of the processes, of affinity lanes among them, and the success rate of both.</summary>
internal sealed record Stealing(Steals Pool, Steals Lanes, double? Rate);
