namespace WorkDistribution.Cli.Top;

/// <summary>The wait by Little's law, and as measured.</summary>
internal sealed record LittlesLaw(double? MeanDepth, double? ArrivalsPerSecond, double? WaitSeconds, double? MeasuredWaitSeconds);
